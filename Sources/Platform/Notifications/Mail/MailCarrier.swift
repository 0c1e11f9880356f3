import Kernel

/// Hands e-mails to a delivery service.
///
/// It throws ``MailFailure``; any other error counts as temporary.
package protocol MailCarrier: Sendable {
    /// Whether e-mails reach a mailbox.
    var isReal: Bool { get }

    func send(_ mail: Mail) async throws -> MailReceipt
}

extension MailCarrier {
    package var isReal: Bool { true }
}

/// The carrier has accepted the e-mail and is responsible for it from here.
package struct MailReceipt: Sendable {
    /// The carrier's identifier of the e-mail.
    package let providerID: String?

    package init(providerID: String? = nil) {
        self.providerID = providerID
    }
}

/// The carrier has not accepted the e-mail.
package struct MailFailure: Error, CustomStringConvertible {
    /// Whether the failure is final, so that another attempt is useless.
    package let isPermanent: Bool
    /// The code of the answer; nil without an answer.
    package let code: Int?
    /// The carrier's answer; it may name the recipient, so it is stored with the delivery only.
    package let detail: String

    package init(isPermanent: Bool, code: Int? = nil, detail: String) {
        self.isPermanent = isPermanent
        self.code = code
        self.detail = detail
    }

    package var description: String {
        let answer = code.map { " (answer \($0))" } ?? ""
        return (isPermanent ? "the mail was refused" : "the mail could not be handed over") + answer
    }
}

/// No carrier is configured: e-mails wait for one.
package struct NoMail: MailCarrier {
    package init() {}

    package var isReal: Bool { false }

    package func send(_ mail: Mail) async throws -> MailReceipt {
        throw MailFailure(isPermanent: false, detail: "no mail carrier is configured")
    }
}
