import Foundation
import Kernel

/// Hands text messages to Twilio (`POST /2010-04-01/Accounts/{sid}/Messages.json`).
package struct TwilioCarrier: SMSCarrier {
    let settings: Settings
    private let http: HTTPCaller

    /// Credentials and sender at Twilio.
    package struct Settings: Sendable, Equatable {
        package var account: String
        package var token: String
        package var sender: Sender
        /// The address for Twilio's delivery reports; nil for no reports.
        package var statusCallback: String?
        /// The key of a setting for webhooks, where the account has one.
        package var sharedKey: String?
        package var root: String

        package enum Sender: Sendable, Equatable {
            case number(String)
            case service(String)
        }

        package init(
            account: String,
            token: String,
            sender: Sender,
            statusCallback: String? = nil,
            sharedKey: String? = nil,
            root: String = "https://api.twilio.com"
        ) {
            self.account = account
            self.token = token
            self.sender = sender
            self.statusCallback = statusCallback
            self.sharedKey = sharedKey
            self.root = root
        }
    }

    package init(_ settings: Settings, http: HTTPCaller) {
        self.settings = settings
        self.http = http
    }

    package func send(_ sms: SMS) async throws -> SMSReceipt {
        let credentials = Data("\(settings.account):\(settings.token)".utf8).base64EncodedString()
        let request = HTTPCaller.Request(
            "POST",
            "\(settings.root)/2010-04-01/Accounts/\(settings.account)/Messages.json",
            headers: [
                ("Authorization", "Basic \(credentials)"), ("Accept", "application/json"),
                ("Content-Type", "application/x-www-form-urlencoded"),
            ],
            body: .bytes(Array(StripeForm.encoded(form(of: sms)).utf8))
        )
        let answer: HTTPCaller.Answer
        do {
            answer = try await http.call(request)
        } catch {
            throw SMSFailure(isPermanent: false, detail: "\(error)")
        }
        let body = try? JSONValue(parsing: answer.body)
        guard (200...299).contains(answer.status) else { throw SMSFailure(refusedBy: answer, body) }
        return SMSReceipt(providerID: body?["sid"]?.stringValue)
    }

    private func form(of sms: SMS) -> [String] {
        var form = ["To", sms.to.rawValue]
        switch settings.sender {
        case .number(let number): form += ["From", number]
        case .service(let service): form += ["MessagingServiceSid", service]
        }
        if let callback = settings.statusCallback { form += ["StatusCallback", callback] }
        // Twilio accepts at most 1600 characters.
        return form + ["Body", String(sms.text.prefix(1_600))]
    }
}

extension SMSFailure {
    /// An invalid message or number fails permanently.
    ///
    /// Failures that either side can fix are tried again: our credentials, a limit, a fault of the service. See
    /// https://www.twilio.com/docs/api/errors: 21211 is an invalid number, 21610 a recipient who sent STOP.
    fileprivate init(refusedBy answer: HTTPCaller.Answer, _ body: JSONValue?) {
        let code = body?["code"]?.integerValue.map(Int.init)
        let said = body?["message"]?.stringValue ?? String(decoding: answer.body.prefix(300), as: UTF8.self)
        let isOurs = [401, 403, 404, 408, 429].contains(answer.status) || answer.status >= 500
        let after = answer.header("retry-after").flatMap { Int($0) }
        self.init(
            isPermanent: !isOurs && (400...499).contains(answer.status),
            code: code ?? answer.status,
            detail: "\(answer.status) \(code.map(String.init) ?? "") \(said)",
            retryAfter: after.map { .seconds(min(max($0, 1), 300)) }
        )
    }
}
