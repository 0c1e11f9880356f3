import Platform

extension Configuration {
    /// Keys are given without their text in the fault: it would appear in logs.
    mutating func readFieldKeys(of products: [ProductDefinition], _ reader: inout SettingsReader) {
        for (number, text) in reader.list(.fieldKeys).enumerated() {
            if let key = FieldKey(text) {
                fieldKeys.append(key)
            } else {
                reader.fault(
                    .fieldKeys,
                    "the key number \(number + 1) is not `id:base64` of 32 bytes, with an id other than \(FieldKey.derivedID)"
                )
            }
        }
        if !fieldKeys.areDistinct { reader.fault(.fieldKeys, "an id or a key is there twice") }
        let sealing = products.filter { !$0.personSealed.isEmpty }.map(\.name)
        if isProduction, reader.given(.fieldKeys) == nil, !sealing.isEmpty {
            reader.fault(
                .fieldKeys,
                "is required in production by \(sealing.joined(separator: ", ")); make a key with `openssl rand -base64 32`"
            )
        }
    }
}
