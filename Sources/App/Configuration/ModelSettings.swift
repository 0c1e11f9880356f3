import Platform

extension LanguageModel.Settings {
    /// Nil without an address.
    static func read(of product: ProductDefinition, _ reader: inout SettingsReader) -> Self? {
        guard let given = reader.group([.modelURL, .modelName], of: product) else { return nil }
        var base = given[0]
        while base.hasSuffix("/") { base.removeLast() }
        guard base.hasPrefix("https://") || base.hasPrefix("http://") else {
            reader.fault(.modelURL, "is not an http:// or https:// address")
            return nil
        }
        let key = reader.given(Setting.modelKey.own(of: product)) ?? reader.given(.modelKey)
        return Self(base: base, key: key, model: given[1])
    }
}
