import Foundation
import Kernel
import SwiftASN1
@_spi(FixedExpiryValidationTime) import X509

/// A certificate with which PayPal signs webhooks, and the certificates above it.
struct PayPalCertificate: Sendable {
    private let leaf: Certificate
    private let intermediates: [Certificate]

    /// More certificates than a chain has.
    private static let most = 8

    /// Nil for anything but a few certificates (PEM), the first of which signs.
    init?(pem: [UInt8]) {
        let text = String(decoding: pem, as: UTF8.self)
        guard let documents = try? PEMDocument.parseMultiple(pemString: text), documents.count <= Self.most,
            let certificates = try? documents.map({ try Certificate(pemDocument: $0) }),
            let leaf = certificates.first
        else { return nil }
        self.leaf = leaf
        intermediates = Array(certificates.dropFirst())
    }

    /// Whether it is PayPal's and valid at a moment: a chain to the trust anchors, in its time, of a name of PayPal's.
    func isTrusted(in world: PayPalWorld, at now: Instant) async -> Bool {
        guard let anchors = world.anchors else { return false }
        var verifier = Verifier(rootCertificates: anchors) {
            RFC5280Policy(fixedExpiryValidationTime: Date(timeIntervalSince1970: Double(now.seconds)))
            PayPalNamePolicy()
        }
        let result = await verifier.validate(leaf: leaf, intermediates: CertificateStore(intermediates))
        if case .validCertificate = result { return true }
        return false
    }

    /// Whether its key, an RSA key, made the signature with SHA-256.
    func hasSigned(_ text: String, as signature: [UInt8]) -> Bool {
        leaf.publicKey.isValidSignature(
            signature,
            for: Array(text.utf8),
            signatureAlgorithm: .sha256WithRSAEncryption
        )
    }
}

extension PayPalWorld {
    fileprivate var anchors: CertificateStore? {
        switch trust {
        case .systemRoots: return .systemTrustRoots
        case .roots(let pem):
            guard let documents = try? PEMDocument.parseMultiple(pemString: pem),
                let certificates = try? documents.map({ try Certificate(pemDocument: $0) })
            else { return nil }
            return CertificateStore(certificates)
        }
    }
}

/// The certificate must be for a name directly under `paypal.com`.
private struct PayPalNamePolicy: VerifierPolicy {
    let verifyingCriticalExtensions: [ASN1ObjectIdentifier] = [.X509ExtensionID.subjectAlternativeName]

    func chainMeetsPolicyRequirements(chain: UnverifiedCertificateChain) -> PolicyEvaluationResult {
        let names = (try? chain.leaf.extensions.subjectAlternativeNames).map(Array.init) ?? []
        let isPayPal = names.contains { name in
            guard case .dnsName(let name) = name else { return false }
            let labels = name.lowercased().split(separator: ".", omittingEmptySubsequences: false)
            return labels.count == 3 && !labels[0].isEmpty && labels[1...] == ["paypal", "com"]
        }
        return isPayPal ? .meetsPolicy : .failsToMeetPolicy(reason: "the certificate is not for *.paypal.com")
    }
}
