import Kernel
import Logging

/// One text message to one telephone.
package struct SMS: Sendable, Hashable {
    package let to: PhoneNumber
    package let text: String
    /// The same however often it is tried.
    package let reference: String

    package init(to: PhoneNumber, text: String, reference: String) {
        self.to = to
        self.text = text
        self.reference = reference
    }
}

/// Takes text messages to where they are sent from.
///
/// What it throws is an ``SMSFailure``; anything else counts as temporary.
package protocol SMSCarrier: Sendable {
    /// Whether anything reaches a telephone.
    var isReal: Bool { get }

    func send(_ sms: SMS) async throws -> SMSReceipt

    /// What the carrier tells of a message later, signed by it; refused with ``SMSReportRefused`` when it is not.
    func report(in body: [UInt8], signature: String) throws(SMSReportRefused) -> SMSReport
}

extension SMSCarrier {
    package var isReal: Bool { true }

    package func report(in body: [UInt8], signature: String) throws(SMSReportRefused) -> SMSReport {
        throw .notExpected
    }
}

/// The carrier has taken the message.
package struct SMSReceipt: Sendable {
    package let providerID: String?

    package init(providerID: String? = nil) {
        self.providerID = providerID
    }
}

/// The carrier has not taken the message.
package struct SMSFailure: Error, CustomStringConvertible {
    /// Whether it never will, so that there is no use in trying again.
    package let isPermanent: Bool
    package let code: Int?
    /// What was said; may name the recipient, so it is kept with the delivery and nowhere else.
    package let detail: String
    /// When to try again, where that was said.
    package let retryAfter: Duration?

    package init(isPermanent: Bool, code: Int? = nil, detail: String, retryAfter: Duration? = nil) {
        self.isPermanent = isPermanent
        self.code = code
        self.detail = detail
        self.retryAfter = retryAfter
    }

    package var description: String {
        let answer = code.map { " (answer \($0))" } ?? ""
        return (isPermanent ? "the message was refused" : "the message could not be handed over") + answer
    }
}

/// No way to send text messages has been configured.
package struct NoSMS: SMSCarrier {
    package init() {}

    package var isReal: Bool { false }

    package func send(_ sms: SMS) async throws -> SMSReceipt {
        throw SMSFailure(isPermanent: false, detail: "no carrier of text messages is configured")
    }
}

/// Writes text messages into the log, codes and all, where a person who tries the product can read them; for development only.
package struct SMSLog: SMSCarrier {
    private let log: Logger

    package init(_ log: Logger) {
        self.log = log
    }

    package var isReal: Bool { false }

    package func send(_ sms: SMS) async throws -> SMSReceipt {
        log.notice("text message to \(sms.to): \(sms.text)")
        return SMSReceipt(providerID: "logged")
    }
}
