/// The gateways of a site, by name.
package struct Gateways: Sendable {
    private let all: [any ChargeGateway]

    package init(_ all: [any ChargeGateway] = []) {
        self.all = all
    }

    package subscript(_ name: String) -> (any ChargeGateway)? {
        all.first { $0.name == name }
    }

    package var names: [String] { all.map(\.name) }

    /// The gateway whose signature a webhook has; nil with the signatures of several, or none.
    package func signing(_ headers: WebhookHeaders) -> (any ChargeGateway)? {
        let present = Self.signatures.union(all.map(\.signatureHeader)).filter { headers.has($0) }
        guard present.count == 1 else { return nil }
        return all.first { present.contains($0.signatureHeader) }
    }

    /// The signatures of all gateways, whether the site has them or not.
    private static let signatures: Set = ["Stripe-Signature", PayPalTransmission.signatureHeader]
}
