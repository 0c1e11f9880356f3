import Foundation
import Kernel

/// Bridges calls with Twilio (`POST /2010-04-01/Accounts/{sid}/Calls.json`).
package struct TwilioCalls: CallBridge {
    private let settings: Settings
    private let http: HTTPCaller

    /// Credentials and number at Twilio.
    package struct Settings: Sendable, Equatable {
        package var account: String
        package var token: String
        /// The key of a setting for webhooks, where the account has one.
        package var sharedKey: String?
        /// The number that both telephones show.
        package var number: PhoneNumber
        package var root: String

        package init(
            account: String,
            token: String,
            sharedKey: String? = nil,
            number: PhoneNumber,
            root: String = "https://api.twilio.com"
        ) {
            self.account = account
            self.token = token
            self.sharedKey = sharedKey
            self.number = number
            self.root = root
        }
    }

    package init(_ settings: Settings, http: HTTPCaller) {
        self.settings = settings
        self.http = http
    }

    package var isReal: Bool { true }

    package func connect(_ call: BridgedCall) async throws(CallFailure) -> CallReceipt {
        let credentials = Data("\(settings.account):\(settings.token)".utf8).base64EncodedString()
        let request = HTTPCaller.Request(
            "POST",
            "\(settings.root)/2010-04-01/Accounts/\(settings.account)/Calls.json",
            headers: [
                ("Authorization", "Basic \(credentials)"), ("Accept", "application/json"),
                ("Content-Type", "application/x-www-form-urlencoded"),
            ],
            body: .bytes(Array(StripeForm.encoded(form(of: call)).utf8)),
            timeout: .seconds(15)
        )
        let answer: HTTPCaller.Answer
        do {
            answer = try await http.call(request)
        } catch {
            throw error.mayHaveArrived ? .unknown : .unavailable
        }
        let body = try? JSONValue(parsing: answer.body)
        switch answer.status {
        case 200...299:
            guard let sid = body?["sid"]?.stringValue else { throw .unknown }
            return CallReceipt(sid: sid)
        // Our credentials, a limit: both can be mended.
        case 401, 403, 408, 429: throw .unavailable
        case 400...499: throw .refused(code: body?["code"]?.integerValue.map(Int.init) ?? answer.status)
        case 503: throw .unavailable
        default: throw .unknown
        }
    }

    private static let ringing = 30
    private static let longest = 3_600

    /// The caller's telephone rings first; who answers it is connected with the other one.
    private func form(of call: BridgedCall) -> [String] {
        let dial =
            "<Dial callerId=\"\(settings.number)\" timeout=\"\(Self.ringing)\" timeLimit=\"\(Self.longest)\">"
        let events = ["initiated", "ringing", "answered", "completed"].flatMap {
            ["StatusCallbackEvent", $0]
        }
        return [
            "To", call.caller.rawValue, "From", settings.number.rawValue,
            "Twiml", "<Response>\(dial)<Number>\(call.callee)</Number></Dial></Response>",
            "Timeout", String(Self.ringing), "StatusCallback", call.callback, "StatusCallbackMethod", "POST",
        ] + events
    }

    package func report(_ request: CallReport.Request) throws(CallReportRefused) -> CallReport {
        let signature = TwilioSignature(token: settings.token, sharedKey: settings.sharedKey)
        guard signature.isValid(request.signature, settings: request.settings, of: request.signed) else {
            throw .badSignature
        }
        let value = request.signed.values
        guard let sid = value("CallSid"), let status = value("CallStatus") else { throw .unreadable }
        return CallReport(sid: sid, status: status, seconds: value("CallDuration").flatMap { Int($0) })
    }
}

extension TwilioCalls.Settings {
    /// The account that sends text messages; nil when it sends them without a number.
    package init?(_ texts: TwilioCarrier.Settings) {
        guard case .number(let text) = texts.sender, let number = try? PhoneNumber(parsing: text) else {
            return nil
        }
        self.init(
            account: texts.account,
            token: texts.token,
            sharedKey: texts.sharedKey,
            number: number,
            root: texts.root
        )
    }
}

extension TwilioSignature.Signed {
    /// The values by name, of a form or a JSON object.
    fileprivate var values: (_ name: String) -> String? {
        if isForm {
            let form = TwilioForm.pairs(body)
            return { name in form.first { $0.name == name }?.value }
        }
        let object = try? JSONValue(parsing: body)
        return { name in
            guard let value = object?[name] else { return nil }
            return value.stringValue ?? value.integerValue.map { String($0) }
        }
    }
}
