import Platform

extension StripeGateway.Settings {
    /// Reads the settings of payments and reports their faults; nil when none are configured.
    static func read(isProduction: Bool, _ reader: inout SettingsReader) -> StripeGateway.Settings? {
        let secrets = reader.list(.stripeSecrets)
        var root = reader.text(.stripeAPI)
        while root.hasSuffix("/") { root.removeLast() }
        let isOpen = !root.hasPrefix("https://")
        if isOpen, !root.hasPrefix("http://") {
            reader.fault(.stripeAPI, "is not an http:// or https:// address")
        }
        guard let key = reader.given(.stripeKey) else {
            if !secrets.isEmpty { reader.fault(.stripeKey, "is missing, although webhook secrets are set") }
            return nil
        }
        let publishable = reader.text(.stripePublishableKey)
        let settings = StripeGateway.Settings(
            key: key,
            webhookSecrets: secrets,
            root: root,
            publishableKey: publishable
        )
        let isKey = ["sk_live_", "rk_live_", "sk_test_", "rk_test_"].contains { key.hasPrefix($0) }
        if !isKey || !key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            reader.fault(.stripeKey, "is not a secret key such as sk_test_…")
        } else if settings.isLive, !isProduction {
            reader.fault(.stripeKey, "is a live key, which only production may use")
        } else if !settings.isLive, isProduction {
            reader.fault(.stripeKey, "is a test key; production needs a live key")
        }
        if !publishable.isEmpty, !publishable.hasPrefix(settings.isLive ? "pk_live_" : "pk_test_") {
            reader.fault(
                .stripePublishableKey,
                "is not a publishable key of the same mode, such as pk_test_…"
            )
        }
        if secrets.isEmpty { reader.fault(.stripeSecrets, "is required to receive payment events") }
        if secrets.contains(where: { !$0.hasPrefix("whsec_") || $0.utf8.count < 16 }) {
            reader.fault(.stripeSecrets, "contains a value that is not a webhook secret such as whsec_…")
        }
        if isProduction, isOpen { reader.fault(.stripeAPI, "must begin with https:// in production") }
        return settings
    }
}
