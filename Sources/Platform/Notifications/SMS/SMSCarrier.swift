import Kernel
import Logging

/// One text message to one telephone number.
package struct SMS: Sendable, Hashable {
    package let to: PhoneNumber
    package let text: String
    /// The same in every attempt.
    package let reference: String

    package init(to: PhoneNumber, text: String, reference: String) {
        self.to = to
        self.text = text
        self.reference = reference
    }
}

/// Hands text messages to a delivery service.
///
/// It throws ``SMSFailure``; any other error counts as temporary.
package protocol SMSCarrier: Sendable {
    /// Whether text messages reach a telephone.
    var isReal: Bool { get }

    func send(_ sms: SMS) async throws -> SMSReceipt

    /// Reads the carrier's signed delivery report; throws ``SMSReportRefused`` for an invalid one.
    func report(in body: [UInt8], signature: String) throws(SMSReportRefused) -> SMSReport
}

extension SMSCarrier {
    package var isReal: Bool { true }

    package func report(in body: [UInt8], signature: String) throws(SMSReportRefused) -> SMSReport {
        throw .notExpected
    }
}

/// The carrier has accepted the message.
package struct SMSReceipt: Sendable {
    package let providerID: String?

    package init(providerID: String? = nil) {
        self.providerID = providerID
    }
}

/// The carrier has not accepted the message.
package struct SMSFailure: Error, CustomStringConvertible {
    /// Whether the failure is final, so that another attempt is useless.
    package let isPermanent: Bool
    package let code: Int?
    /// The carrier's answer; it may name the recipient, so it is stored with the delivery only.
    package let detail: String
    /// The time before another attempt, where the answer has one.
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

/// No carrier for text messages is configured.
package struct NoSMS: SMSCarrier {
    package init() {}

    package var isReal: Bool { false }

    package func send(_ sms: SMS) async throws -> SMSReceipt {
        throw SMSFailure(isPermanent: false, detail: "no carrier of text messages is configured")
    }
}

/// Writes text messages to the log, codes included, for development only.
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
