import Platform

extension StripeGateway.Settings {
    /// Nil when no payments are configured; says what is wrong with the settings.
    static func read(isProduction: Bool, _ reader: inout SettingsReader) -> StripeGateway.Settings? {
        let secrets = reader.list(.stripeSecrets)
        var root = reader.text(.stripeAPI)
        while root.hasSuffix("/") { root.removeLast() }
        let isOpen = !root.hasPrefix("https://")
        if isOpen, !root.hasPrefix("http://") { reader.fault(.stripeAPI, "is not an address of the web") }
        guard let key = reader.given(.stripeKey) else {
            if !secrets.isEmpty { reader.fault(.stripeKey, "is missing beside the secrets of its webhooks") }
            return nil
        }
        let settings = StripeGateway.Settings(key: key, webhookSecrets: secrets, root: root)
        let isKey = ["sk_live_", "rk_live_", "sk_test_", "rk_test_"].contains { key.hasPrefix($0) }
        if !isKey || !key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            reader.fault(.stripeKey, "is no secret key, as sk_test_…")
        } else if settings.isLive, !isProduction {
            reader.fault(.stripeKey, "moves real money; only production may have it")
        } else if !settings.isLive, isProduction {
            reader.fault(.stripeKey, "is for tests; production needs a live one")
        }
        if secrets.isEmpty { reader.fault(.stripeSecrets, "is required to hear of payments") }
        if secrets.contains(where: { !$0.hasPrefix("whsec_") || $0.utf8.count < 16 }) {
            reader.fault(.stripeSecrets, "one is no secret of a webhook, as whsec_…")
        }
        if isProduction, isOpen { reader.fault(.stripeAPI, "must begin with https:// in production") }
        return settings
    }
}
