import Kernel
import Logging
import Platform
import Web

/// How text messages leave this server.
enum SMSRoute: Sendable, Equatable {
    case twilio(TwilioCarrier.Settings)
    /// Into the log, codes and all; never in production.
    case log
    case none

    /// Says what is wrong with the settings; in production a product that telephones open must be able to text.
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
                    "is required in production: telephones open accounts of \(names)"
                )
            }
            return .none
        case (let account?, let token?, let from?):
            return twilio(account, token, from, isProduction: isProduction, &reader)
        default:
            reader.fault(.twilioAccount, "and the token and the sender are required, or none of them")
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
        if !isSID(account, "AC") { reader.fault(.twilioAccount, "is no account SID, as AC…") }
        if !token.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) {
            reader.fault(.twilioToken, "has characters that no token has")
        }
        let isNumber = (try? PhoneNumber(parsing: from)) != nil
        if !isNumber, !isSID(from, "MG") {
            reader.fault(.twilioFrom, "is neither a number, as +1…, nor a messaging service, as MG…")
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
                root: root
            )
        )
    }

    func carrier(_ http: HTTPCaller, log: Logger) -> any SMSCarrier {
        switch self {
        case .twilio(let settings): return TwilioCarrier(settings, http: http)
        case .log:
            log.warning(
                "no way to send text messages is configured: they are written into this log, for development only"
            )
            return SMSLog(log)
        case .none: return NoSMS()
        }
    }
}

/// How pushes leave this server.
enum PushRoute: Sendable {
    case fcm(ServiceAccount, root: String)
    /// Into files, where whoever tries the product can read them; never in production.
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
            log.warning("no way to send pushes is configured: they are written to \(path)/ as JSON")
            return PushFolder(path)
        case .none: return NoPush()
        }
    }
}

/// An address of an API without a slash at its end; in production it must be encrypted.
private func webRoot(_ setting: Setting, isProduction: Bool, _ reader: inout SettingsReader) -> String {
    var root = reader.text(setting)
    while root.hasSuffix("/") { root.removeLast() }
    let isOpen = !root.hasPrefix("https://")
    if isOpen, !root.hasPrefix("http://") { reader.fault(setting, "is not an address of the web") }
    if isOpen, isProduction { reader.fault(setting, "must begin with https:// in production") }
    return root
}
