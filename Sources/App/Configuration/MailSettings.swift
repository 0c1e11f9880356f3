import Kernel
import Logging
import Platform
import Web

/// How mails leave this server.
enum MailRoute: Sendable, Equatable {
    /// An SMTP server; `authorities` is the file of its certificate authorities, nil for the system's.
    case smtp(SMTPServer, authorities: String?)
    case sendGrid(key: String)
    case ses(region: String, accessKey: String, secretKey: String)
    /// Written to files for the developer; never in production.
    case folder(String)
    /// Not sent: mails wait until a route is configured.
    case none

    static let developmentFolder = "data/mail"

    /// Reads the settings of mail and reports their faults.
    static func read(isProduction: Bool, _ reader: inout SettingsReader) -> (MailRoute, EmailAddress?) {
        let routes = [smtp(&reader), sendGrid(&reader), ses(&reader)].compactMap { $0 }
        if routes.count > 1 { reader.fault(.smtpURL, "only one of SMTP, SendGrid and SES may be configured") }
        let sender = sender(isNeeded: !routes.isEmpty, &reader)
        return (routes.first ?? (isProduction ? .none : .folder(developmentFolder)), sender)
    }

    private static func smtp(_ reader: inout SettingsReader) -> MailRoute? {
        guard let url = reader.given(.smtpURL) else { return nil }
        guard let server = SMTPServer(url) else {
            reader.fault(.smtpURL, "must begin with smtp:// or smtps://")
            return nil
        }
        if server.user != nil, server.security == .none {
            reader.fault(.smtpURL, "would send the password unencrypted")
        }
        let authorities = reader.given(.smtpCA)
        if let authorities, !Files.exists(authorities) {
            reader.fault(.smtpCA, "the file \(authorities) does not exist")
        }
        return .smtp(server, authorities: authorities)
    }

    private static func sendGrid(_ reader: inout SettingsReader) -> MailRoute? {
        guard let key = reader.given(.sendGridKey) else { return nil }
        guard key.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            reader.fault(.sendGridKey, "contains invalid characters")
            return nil
        }
        return .sendGrid(key: key)
    }

    private static func ses(_ reader: inout SettingsReader) -> MailRoute? {
        guard let region = reader.given(.sesRegion) else { return nil }
        guard region.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 45 }) else {
            reader.fault(.sesRegion, "is not a region such as eu-south-1")
            return nil
        }
        guard let accessKey = reader.given(.sesAccessKey), let secretKey = reader.given(.sesSecretKey) else {
            reader.fault(.sesAccessKey, "and the secret are required to send mails through SES")
            return nil
        }
        return .ses(region: region, accessKey: accessKey, secretKey: secretKey)
    }

    private static func sender(isNeeded: Bool, _ reader: inout SettingsReader) -> EmailAddress? {
        guard let text = reader.given(.mailFrom) else {
            if isNeeded { reader.fault(.mailFrom, "is required to send mails") }
            return nil
        }
        do {
            return try EmailAddress(parsing: text)
        } catch {
            reader.fault(.mailFrom, "is not an e-mail address")
            return nil
        }
    }

    /// One carrier for all sites, so that they share its connections.
    func carrier(_ http: HTTPCaller, log: Logger) -> any MailCarrier {
        switch self {
        case .smtp(let server, let authorities):
            return SMTPCarrier(server, authorities: authorities)
        case .sendGrid(let key):
            return SendGridCarrier(key: key, http: http)
        case .ses(let region, let accessKey, let secretKey):
            return SESCarrier(
                accessKey: accessKey,
                secretKey: secretKey,
                region: region,
                http: http,
                now: WallClock.now
            )
        case .folder(let path):
            log.warning("no mail server is configured: mails are written to \(path)/ as .eml files")
            return MailFolder(path)
        case .none:
            log.warning("no mail server is configured: mails wait, and are given up after two days")
            return NoMail()
        }
    }
}
