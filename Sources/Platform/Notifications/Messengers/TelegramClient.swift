import Kernel

/// Telegram's Bot API.
package struct TelegramClient: Sendable {
    package struct Settings: Sendable, Equatable {
        /// The name of our bot, without `@`.
        package var bot: String
        package var token: String
        /// The header with which Telegram proves that a webhook is its own.
        package var secret: String
        package var api: String

        package init(bot: String, token: String, secret: String, api: String = "https://api.telegram.org") {
            self.bot = bot
            self.token = token
            self.secret = secret
            self.api = api
        }
    }

    let settings: Settings
    private let http: HTTPCaller

    package init(_ settings: Settings, http: HTTPCaller) {
        self.settings = settings
        self.http = http
    }

    /// The address that opens a chat with our bot.
    func start(with code: String) -> String { "https://t.me/\(settings.bot)?start=\(code)" }

    /// The number of the message in its chat.
    func send(_ text: String, to chat: String) async throws -> String? {
        let body: JSONValue = [
            "chat_id": .integer(Int64(chat) ?? 0), "text": .string(text.clipped(to: 4_000)),
            "link_preview_options": ["is_disabled": true],
        ]
        let answer: HTTPCaller.Answer
        do {
            answer = try await http.call(
                .init(
                    "POST",
                    "\(settings.api)/bot\(settings.token)/sendMessage",
                    headers: [("Content-Type", "application/json")],
                    body: .bytes(body.bytes)
                )
            )
        } catch {
            throw MessengerFailure(.later(nil), detail: "\(error)")
        }
        let json = try? JSONValue(parsing: answer.body)
        guard answer.status == 200, json?["ok"]?.boolValue == true else {
            let wait = json?["parameters"]?["retry_after"]?.integerValue
            let said = (json?["description"]?.stringValue ?? "").prefix(200)
            // 403: the person has blocked the bot, or is gone.
            let verdict: MessengerFailure.Verdict =
                switch answer.status {
                case 403: .gone
                case 400: .refused
                default: .later(wait.map { .seconds(min(max($0, 1), 3_600)) })
                }
            throw MessengerFailure(verdict, detail: "\(answer.status) \(said)")
        }
        return json?["result"]?["message_id"]?.integerValue.map { "\($0)" }
    }
}
