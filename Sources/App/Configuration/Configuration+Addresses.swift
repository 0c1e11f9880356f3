import Platform

extension Configuration {
    /// The address without slashes at its end.
    static func webAddress(_ setting: Setting, _ reader: inout SettingsReader) -> String {
        var address = reader.text(setting)
        while address.hasSuffix("/") { address.removeLast() }
        let isURL = address.hasPrefix("https://") || address.hasPrefix("http://")
        if !address.isEmpty, !isURL { reader.fault(setting, "is not an http:// or https:// address") }
        return address
    }

    mutating func readFrontEnds(of products: [ProductDefinition], _ reader: inout SettingsReader) {
        frontEnds[""] = Self.webAddress(.appURL, &reader)
        for product in products {
            frontEnds[product.name] = Self.webAddress(Setting.appURL.own(of: product), &reader)
        }
    }

    /// The address of the product's own front end; nil without one.
    func frontEnd(of product: String, isAlone: Bool) -> String? {
        if let own = frontEnds[product], !own.isEmpty { return own }
        guard let shared = frontEnds[""], !shared.isEmpty else { return nil }
        return isAlone ? shared : "\(shared)/\(product)"
    }
}
