import Kernel

/// An event of a gateway, as far as it is stored: a hint at what must be read again, no personal data.
package struct ChargeEvent: Sendable, Hashable {
    package var id: String
    package var type: String
    package var createdAt: Instant
    /// The charge that must be read again; nil when events of this type mean nothing here.
    package var about: About?
    /// Whether the event is of another merchant, or a test event in production; it is ignored.
    package var isForeign: Bool

    /// The names by which the charge of an event can be found; at least one of them is known.
    package struct About: Codable, Sendable, Hashable {
        /// The provider's identifier of the page.
        package var reference: String?
        /// The provider's identifier of the payment.
        package var payment: String?
        /// Our identifier of the charge.
        package var mark: String?

        package init(reference: String? = nil, payment: String? = nil, mark: String? = nil) {
            self.reference = reference
            self.payment = payment
            self.mark = mark
        }
    }

    package init(id: String, type: String, createdAt: Instant, about: About?, isForeign: Bool = false) {
        self.id = id
        self.type = type
        self.createdAt = createdAt
        self.about = about
        self.isForeign = isForeign
    }
}

/// The headers of a webhook.
package struct WebhookHeaders: Sendable {
    private let fields: [(name: String, value: String)]
    /// From an address with many bad signatures, for which nothing is fetched any more.
    let isSuspect: Bool

    package init(_ fields: [(name: String, value: String)], isSuspect: Bool = false) {
        self.fields = fields
        self.isSuspect = isSuspect
    }

    /// The value of a header whose case does not matter; nil when it is missing or stands there twice.
    package subscript(_ name: String) -> String? {
        let values = fields.filter { $0.name.lowercased() == name.lowercased() }
        return values.count == 1 ? values[0].value : nil
    }

    package func has(_ name: String) -> Bool {
        fields.contains { $0.name.lowercased() == name.lowercased() }
    }
}
