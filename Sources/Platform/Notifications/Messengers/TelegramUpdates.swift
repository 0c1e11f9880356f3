import Kernel

/// The update in a webhook of Telegram; nil when it means nothing here.
enum TelegramUpdates {
    static func read(_ json: JSONValue) -> (key: String, facts: MessengerUpdate.Facts)? {
        guard let key = json["update_id"]?.integerValue else { return nil }
        if let message = json["message"], message["chat"]?["type"]?.stringValue == "private",
            let chat = message["chat"]?["id"]?.integerValue,
            let start = start(message["text"]?.stringValue ?? "")
        {
            return ("\(key)", .started(chat: "\(chat)", hash: SecretText.hash(start)))
        }
        if let member = json["my_chat_member"], let chat = member["chat"]?["id"]?.integerValue,
            member["new_chat_member"]?["status"]?.stringValue == "kicked"
        {
            return ("\(key)", .blocked(chat: "\(chat)"))
        }
        return nil
    }

    /// The start in `/start …`, or alone: 43 characters of A-Z, a-z, 0-9, `_` and `-`.
    private static func start(_ text: String) -> String? {
        let words = text.split(whereSeparator: \.isWhitespace)
        let word = words.count == 2 && words[0] == "/start" ? words[1] : words.count == 1 ? words[0] : ""
        return Base64.url.decode(word)?.count == 32 ? String(word) : nil
    }
}
