import Crypto
import Foundation
import Kernel

/// WhatsApp's Cloud API of Meta.
package struct WhatsAppClient: Sendable {
    package struct Settings: Sendable, Equatable {
        /// The identity of our number.
        package var number: String
        package var token: String
        /// Signs the webhooks.
        package var appSecret: String
        /// Our answer to Meta's question whether the webhook is ours.
        package var verifyToken: String
        /// The approved template of notices, with one placeholder for the text.
        package var noticeTemplate: String
        /// The approved template of codes.
        package var codeTemplate: String
        package var api: String

        package init(
            number: String,
            token: String,
            appSecret: String,
            verifyToken: String,
            noticeTemplate: String = "portico_notice",
            codeTemplate: String = "portico_code",
            api: String = "https://graph.facebook.com/v23.0"
        ) {
            self.number = number
            self.token = token
            self.appSecret = appSecret
            self.verifyToken = verifyToken
            self.noticeTemplate = noticeTemplate
            self.codeTemplate = codeTemplate
            self.api = api
        }
    }

    let settings: Settings
    private let http: HTTPCaller
    /// How long after a message of the person we may write freely.
    static let window = Duration.hours(24)

    package init(_ settings: Settings, http: HTTPCaller) {
        self.settings = settings
        self.http = http
    }

    /// Sends a notice: as text while the person has written in the last day, else as a template.
    func send(_ text: String, to phone: String, in language: Language, isFree: Bool) async throws -> String? {
        let message: JSONValue =
            isFree
            ? ["type": "text", "text": ["body": .string(text.clipped(to: 4_000)), "preview_url": false]]
            : template(settings.noticeTemplate, [.body(Self.oneLine(text))], in: language)
        return try await post(message, to: phone)
    }

    func sendCode(_ code: String, to phone: String, in language: Language) async throws {
        let parts: [Part] = [.body(code), .button(code)]
        _ = try await post(template(settings.codeTemplate, parts, in: language), to: phone)
    }

    /// Whether Meta has signed these bytes: `sha256=` and the HMAC in hexadecimal.
    func hasSigned(_ body: [UInt8], as header: String) -> Bool {
        guard header.hasPrefix("sha256="), let proof = Data(hexadecimal: header.dropFirst(7)) else {
            return false
        }
        return HMAC<SHA256>.isValidAuthenticationCode(
            proof,
            authenticating: Data(body),
            using: SymmetricKey(data: Data(settings.appSecret.utf8))
        )
    }

    private enum Part {
        case body(String)
        case button(String)

        var json: JSONValue {
            switch self {
            case .body(let text): ["type": "body", "parameters": [["type": "text", "text": .string(text)]]]
            case .button(let text):
                [
                    "type": "button", "sub_type": "url", "index": "0",
                    "parameters": [["type": "text", "text": .string(text)]],
                ]
            }
        }
    }

    private func template(_ name: String, _ parts: [Part], in language: Language) -> JSONValue {
        [
            "type": "template",
            "template": [
                "name": .string(name), "language": ["code": .string(language.tag)],
                "components": .array(parts.map(\.json)),
            ],
        ]
    }

    /// A parameter of a template has no line breaks, and at most a thousand characters.
    private static func oneLine(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ").clipped(to: 1_000)
    }

    private func post(_ message: JSONValue, to phone: String) async throws -> String? {
        var body = message
        body["messaging_product"] = "whatsapp"
        body["recipient_type"] = "individual"
        body["to"] = .string(phone)
        let answer: HTTPCaller.Answer
        do {
            answer = try await http.call(
                .init(
                    "POST",
                    "\(settings.api)/\(settings.number)/messages",
                    headers: [
                        ("Authorization", "Bearer \(settings.token)"), ("Content-Type", "application/json"),
                    ],
                    body: .bytes(body.bytes)
                )
            )
        } catch {
            throw MessengerFailure(.later(nil), detail: "\(error)")
        }
        let json = try? JSONValue(parsing: answer.body)
        guard (200..<300).contains(answer.status) else { throw MessengerFailure(refusedBy: answer, json) }
        return json?["messages"]?[0]?["id"]?.stringValue
    }
}

extension MessengerFailure {
    /// See https://developers.facebook.com/docs/whatsapp/cloud-api/support/error-codes: 131026 and 131030 are numbers
    /// that cannot be written to, 130429, 131048 and 131056 limits.
    fileprivate init(refusedBy answer: HTTPCaller.Answer, _ json: JSONValue?) {
        let code = json?["error"]?["code"]?.integerValue ?? 0
        let said = (json?["error"]?["message"]?.stringValue ?? "").prefix(200)
        let verdict: Verdict =
            switch code {
            case 131_026, 131_030, 131_050: .gone
            case 4, 80_007, 130_429, 131_048, 131_056: .later(.minutes(1))
            default:
                answer.status >= 500 || [401, 403, 408, 429].contains(answer.status) ? .later(nil) : .refused
            }
        self.init(verdict, detail: "\(answer.status) \(code) \(said)")
    }
}

extension Data {
    /// Nil for anything but pairs of hexadecimal digits.
    fileprivate init?(hexadecimal text: Substring) {
        let digits = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard digits.count % 2 == 0, !digits.contains(nil) else { return nil }
        let values = digits.compactMap(\.self)
        self.init(stride(from: 0, to: values.count, by: 2).map { UInt8(values[$0] << 4 | values[$0 + 1]) })
    }
}
