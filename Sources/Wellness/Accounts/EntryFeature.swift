import Platform

extension Feature {
    /// The operations of accounts whose members or answers differ between this product's contract and the platform.
    static let entry = Feature(routes: Entry.routes, problems: [.consentRequired])
}
