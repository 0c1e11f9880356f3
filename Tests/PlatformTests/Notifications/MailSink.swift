import Foundation
import Kernel
import TestKit

@testable import Platform

/// The mail servers that `scripts/with-smtp` has started, and what they took.
struct MailSink: Sendable {
    let folder: String
    /// STARTTLS and a login required; SMTPS and a login required; neither.
    let ports: [Int]

    static let login = (user: "bob", password: "s ecret/1")
    static var isThere: Bool { ProcessInfo.processInfo.environment["PORTICO_TEST_SMTP"] != nil }

    init() throws {
        guard let folder = ProcessInfo.processInfo.environment["PORTICO_TEST_SMTP"] else {
            throw TestFailure("run the tests under scripts/with-smtp")
        }
        self.folder = folder
        ports = try String(contentsOfFile: folder + "/ports", encoding: .utf8).split(separator: " ")
            .compactMap {
                Int($0.trimmingCharacters(in: .whitespacesAndNewlines))
            }
    }

    var certificate: String { folder + "/certificate.pem" }

    func carrier(
        _ security: SMTPServer.Security,
        port: Int,
        user: String? = login.user,
        password: String = login.password,
        trusting: Bool = true,
        timeout: Duration = .seconds(20)
    ) -> SMTPCarrier {
        let server = SMTPServer(
            host: "localhost",
            port: port,
            security: security,
            user: user,
            password: user.map { _ in password }
        )
        return SMTPCarrier(server, authorities: trusting ? certificate : nil, timeout: timeout)
    }

    var plain: SMTPCarrier { carrier(.none, port: ports[2], user: nil) }

    /// The mails to an address, as Python's e-mail package understood them.
    func mails(to address: String) throws -> [JSONValue] {
        try String(contentsOfFile: folder + "/mails", encoding: .utf8).split(separator: "\n")
            .map { try JSONValue(parsing: Array($0.utf8)) }
            .filter { $0["to"] == [.string(address)] }
    }

    func mail(to address: String) throws -> JSONValue {
        guard let mail = try mails(to: address).last else { throw TestFailure("no mail to \(address)") }
        return mail
    }
}

extension JSONValue {
    func headers(_ name: String) -> [String] {
        (self["headers"]?.arrayValue ?? []).compactMap { header in
            guard let pair = header.arrayValue, pair.count == 2,
                pair[0].stringValue?.lowercased() == name.lowercased()
            else { return nil }
            return pair[1].stringValue
        }
    }
}

extension Mail {
    /// A new address each time, so that tests do not read each other's mail.
    static func sample(
        to name: String = "anna",
        subject: String = "Hello",
        text: String = "Hello.\n"
    ) throws -> Mail {
        let number = UInt64.random(in: 0 ... .max)
        return Mail(
            messageID: "\(number)@desk.example",
            date: TestClock.start,
            from: Sender(name: "Desk", address: try EmailAddress(parsing: "desk@desk.example")),
            to: try EmailAddress(parsing: "\(name)@t\(number).example"),
            subject: subject,
            text: text,
            html: "<p>\(MailHTML.escaped(text))</p>",
            language: .english
        )
    }
}
