import Kernel

/// Takes mails to where they are delivered from.
///
/// What it throws is a ``MailFailure``; anything else counts as temporary.
package protocol MailCarrier: Sendable {
    /// Whether anything reaches a mailbox.
    var isReal: Bool { get }

    func send(_ mail: Mail) async throws -> MailReceipt
}

extension MailCarrier {
    package var isReal: Bool { true }
}

/// The carrier has taken the mail, and answers for it from here.
package struct MailReceipt: Sendable {
    /// What the carrier calls the mail.
    package let providerID: String?

    package init(providerID: String? = nil) {
        self.providerID = providerID
    }
}

/// The carrier has not taken the mail.
package struct MailFailure: Error, CustomStringConvertible {
    /// Whether it never will, so that there is no use in trying again.
    package let isPermanent: Bool
    /// The code of the answer, when there was one.
    package let code: Int?
    /// What was said; may name the recipient, so it is kept with the delivery and nowhere else.
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

/// No way to send mails has been configured: they wait until there is one.
package struct NoMail: MailCarrier {
    package init() {}

    package var isReal: Bool { false }

    package func send(_ mail: Mail) async throws -> MailReceipt {
        throw MailFailure(isPermanent: false, detail: "no mail carrier is configured")
    }
}
