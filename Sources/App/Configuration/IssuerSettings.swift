import Platform

extension InvoiceParty {
    /// The issuer of invoices; nil when none is set.
    static func read(isRequired: Bool, _ reader: inout SettingsReader) -> InvoiceParty? {
        let settings: [Setting] = [.issuerName, .issuerAddress, .issuerVAT]
        let given = settings.compactMap { reader.given($0) }
        guard isRequired || !given.isEmpty else { return nil }
        for setting in settings where reader.given(setting) == nil {
            reader.fault(setting, "is required for invoices")
        }
        guard given.count == settings.count else { return nil }
        let lines = given[1].split(separator: ";").map { $0.trimmed }.filter { !$0.isEmpty }
        return InvoiceParty(name: given[0], address: lines, vatNumber: given[2])
    }
}

extension Substring {
    fileprivate var trimmed: String {
        String(drop { $0.isWhitespace }.reversed().drop { $0.isWhitespace }.reversed())
    }
}
