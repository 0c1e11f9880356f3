/// The card that paid a charge, as the gateway describes it.
package struct ChargeCard: Codable, Hashable, Sendable {
    /// As `visa`.
    package var brand: String
    /// The last four digits.
    package var last4: String
    /// The country of the bank; absent when it is unknown.
    package var country: String?
    /// The same for every payment with the same card; absent when it is unknown.
    package var fingerprint: String?

    package init(brand: String, last4: String, country: String? = nil, fingerprint: String? = nil) {
        self.brand = brand
        self.last4 = last4
        self.country = country
        self.fingerprint = fingerprint
    }
}
