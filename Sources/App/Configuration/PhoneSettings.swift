import Kernel
import Logging
import Platform
import Web

/// How text messages leave this server.
enum SMSRoute: Sendable, Equatable {
    case twilio(TwilioCarrier.Settings)
    /// Written to the log, including codes; never in production.
    case log
    case none

    /// Reads the settings of text messages and reports their faults; required in production for login by
    /// telephone.
    static func read(
        isProduction: Bool,
        _ products: [ProductDefinition],
        _ reader: inout SettingsReader
    ) -> SMSRoute {
        let given = (reader.given(.twilioAccount), reader.given(.twilioToken), reader.given(.twilioFrom))
        let texting = products.filter { $0.accounts.phones == .login }.map(\.name)
        switch given {
        case (nil, nil, nil):
            guard isProduction else { return .log }
            if !texting.isEmpty {
                let names = texting.joined(separator: ", ")
                reader.fault(
                    .twilioAccount,
                    "is required in production, because accounts of \(names) can log in by telephone"
                )
            }
            return .none
        case (let account?, let token?, let from?):
            return twilio(account, token, from, isProduction: isProduction, &reader)
        default:
            reader.fault(.twilioAccount, ", the token and the sender must be set together")
            return .none
        }
    }

    private static func twilio(
        _ account: String,
        _ token: String,
        _ from: String,
        isProduction: Bool,
        _ reader: inout SettingsReader
    ) -> SMSRoute {
        let hex = Set("0123456789abcdef")
        func isSID(_ text: String, _ prefix: String) -> Bool {
            text.hasPrefix(prefix) && text.count == 34 && text.dropFirst(2).allSatisfy(hex.contains)
        }
        if !isSID(account, "AC") { reader.fault(.twilioAccount, "is not an account SID such as AC…") }
        if !token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            reader.fault(.twilioToken, "contains invalid characters")
        }
        let isNumber = (try? PhoneNumber(parsing: from)) != nil
        if !isNumber, !isSID(from, "MG") {
            reader.fault(.twilioFrom, "is neither a number such as +1… nor a messaging service such as MG…")
        }
        let callback = reader.given(.twilioCallback)
        if let callback, !callback.hasPrefix("https://") {
            reader.fault(.twilioCallback, "must begin with https://")
        }
        let root = webRoot(.twilioAPI, isProduction: isProduction, &reader)
        return .twilio(
            .init(
                account: account,
                token: token,
                sender: isNumber ? .number(from) : .service(from),
                statusCallback: callback,
                sharedKey: reader.given(.twilioSigningKey),
                root: root
            )
        )
    }

    /// Connects telephones, where Twilio has one of the configured numbers.
    func bridge(_ http: HTTPCaller) -> any CallBridge {
        guard case .twilio(let settings) = self, let bridge = TwilioCalls.Settings(settings) else {
            return NoCalls()
        }
        return TwilioCalls(bridge, http: http)
    }

    func carrier(_ http: HTTPCaller, log: Logger) -> any SMSCarrier {
        switch self {
        case .twilio(let settings): return TwilioCarrier(settings, http: http)
        case .log:
            log.warning(
                "no SMS provider is configured: text messages are written to this log, for development only"
            )
            return SMSLog(log)
        case .none: return NoSMS()
        }
    }
}

/// How push messages leave this server.
enum PushRoute: Sendable {
    case fcm(ServiceAccount, root: String)
    /// Written to files for the developer; never in production.
    case folder(String)
    case none

    static let developmentFolder = "data/push"

    static func read(isProduction: Bool, _ reader: inout SettingsReader) -> PushRoute {
        guard let file = reader.given(.fcmAccount) else {
            return isProduction ? .none : .folder(developmentFolder)
        }
        do {
            let account = try ServiceAccount(json: file)
            return .fcm(account, root: webRoot(.fcmAPI, isProduction: isProduction, &reader))
        } catch {
            reader.fault(.fcmAccount, error.reason)
            return .none
        }
    }

    func carrier(_ http: HTTPCaller, log: Logger) -> any PushCarrier {
        switch self {
        case .fcm(let account, let root):
            return FCMCarrier(account, http: http, root: root, now: WallClock.now)
        case .folder(let path):
            log.warning("no push provider is configured: push messages are written to \(path)/ as JSON")
            return PushFolder(path)
        case .none: return NoPush()
        }
    }
}

/// The address of an API without a slash at its end; https is required in production.
private func webRoot(_ setting: Setting, isProduction: Bool, _ reader: inout SettingsReader) -> String {
    var root = reader.text(setting)
    while root.hasSuffix("/") { root.removeLast() }
    let isOpen = !root.hasPrefix("https://")
    if isOpen, !root.hasPrefix("http://") { reader.fault(setting, "is not an http:// or https:// address") }
    if isOpen, isProduction { reader.fault(setting, "must begin with https:// in production") }
    return root
}
