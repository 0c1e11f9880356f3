import Kernel
import Platform

/// The services that people of one product can link to their account.
struct LinkedSettings: Sendable {
    var signIn: OIDCProvider?
    var google: GoogleServices.Settings?
    var zoom: ZoomClient.Settings?
    var whatsApp: WhatsAppClient.Settings?
    var telegram: TelegramClient.Settings?
    var languageModel: LanguageModel.Settings?

    /// Reads the settings of every product and reports their faults.
    static func read(
        of products: [ProductDefinition],
        isProduction: Bool,
        _ reader: inout SettingsReader
    ) -> [String: LinkedSettings] {
        let doubles = DoubleAddresses(isProduction: isProduction, &reader)
        var settings: [String: LinkedSettings] = [:]
        for product in products {
            settings[product.name] = LinkedSettings(of: product, doubles, &reader)
        }
        return settings
    }

    private init(of product: ProductDefinition, _ doubles: DoubleAddresses, _ reader: inout SettingsReader) {
        if let google = reader.group([.googleClientID, .googleSecret], of: product) {
            signIn = .google(
                clientID: google[0],
                clientSecret: google[1],
                issuer: doubles.issuer ?? OIDCProvider.googleIssuer
            )
            self.google = GoogleServices.Settings(clientID: google[0], clientSecret: google[1])
            if let double = doubles.google {
                self.google?.consent = double + "/consent"
                self.google?.oauth = double
                self.google?.api = double
            }
        }
        if let zoom = reader.group([.zoomAccount, .zoomClientID, .zoomSecret], of: product) {
            self.zoom = ZoomClient.Settings(account: zoom[0], clientID: zoom[1], secret: zoom[2])
            if let double = doubles.zoom {
                self.zoom?.oauth = double
                self.zoom?.api = double
            }
        }
        let meta: [Setting] = [.whatsAppNumber, .whatsAppToken, .whatsAppSecret, .whatsAppVerify]
        if let meta = reader.group(meta, of: product) {
            whatsApp = WhatsAppClient.Settings(
                number: meta[0],
                token: meta[1],
                appSecret: meta[2],
                verifyToken: meta[3],
                noticeTemplate: reader.text(.whatsAppNotice),
                codeTemplate: reader.text(.whatsAppCode)
            )
            if let double = doubles.whatsApp { whatsApp?.api = double }
        }
        if let bot = reader.group([.telegramBot, .telegramToken, .telegramSecret], of: product) {
            telegram = TelegramClient.Settings(bot: bot[0], token: bot[1], secret: bot[2])
            if let double = doubles.telegram { telegram?.api = double }
        }
        languageModel = LanguageModel.Settings.read(of: product, &reader)
    }

    /// Gives a site what it can link.
    func apply(
        to dependencies: inout Dependencies,
        over http: HTTPCaller,
        now: @escaping @Sendable () -> Instant
    ) {
        dependencies.signIn = [signIn].compactMap(\.self).map { OIDCClient($0, http: http, now: now) }
        dependencies.google = google.map { GoogleServices($0, http: http, now: now) }
        dependencies.zoom = zoom.map { ZoomClient($0, http: http, now: now) }
        dependencies.languageModel = languageModel.map { LanguageModel($0, http: http) }
        dependencies.messengers = Messengers(
            whatsApp: whatsApp.map { WhatsAppClient($0, http: http) },
            telegram: telegram.map { TelegramClient($0, http: http) }
        )
    }
}

extension SettingsReader {
    /// Settings that make sense together only, the product's own before those for all; nil when there are none.
    mutating func group(_ settings: [Setting], of product: ProductDefinition) -> [String]? {
        var values: [String] = []
        var missing: [Setting] = []
        for setting in settings {
            let own = setting.own(of: product)
            guard let value = given(own) ?? given(setting) else {
                missing.append(setting)
                continue
            }
            if !value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
                fault(given(own) == nil ? setting : own, "contains invalid characters")
            }
            values.append(value)
        }
        guard !values.isEmpty else { return nil }
        for setting in missing { fault(setting, "is missing, although others of its kind are there") }
        return missing.isEmpty ? values : nil
    }
}
