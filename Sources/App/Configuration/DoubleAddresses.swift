/// The addresses of doubles in tests, which production refuses.
struct DoubleAddresses {
    var issuer: String?
    var google: String?
    var zoom: String?
    var whatsApp: String?
    var telegram: String?

    init(isProduction: Bool, _ reader: inout SettingsReader) {
        func address(_ setting: Setting, _ reader: inout SettingsReader) -> String? {
            guard reader.given(setting) != nil else { return nil }
            guard !isProduction else {
                reader.fault(setting, "is for tests only; production refuses it")
                return nil
            }
            return Configuration.webAddress(setting, &reader)
        }
        issuer = address(.googleIssuer, &reader)
        google = address(.googleAPI, &reader)
        zoom = address(.zoomAPI, &reader)
        whatsApp = address(.whatsAppAPI, &reader)
        telegram = address(.telegramAPI, &reader)
    }
}
