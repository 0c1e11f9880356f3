import Web

package struct HubSignature: HeaderInput {
    package static let name = "X-Hub-Signature-256"
    package static let explanation = "`sha256=` and the HMAC of the raw body in hexadecimal."

    let value: String

    package init(value: String) {
        self.value = value
    }
}

package struct TelegramSecret: HeaderInput {
    package static let name = "X-Telegram-Bot-Api-Secret-Token"
    package static let explanation = "The secret that was given to Telegram with the address of this webhook."

    let value: String

    package init(value: String) {
        self.value = value
    }
}
