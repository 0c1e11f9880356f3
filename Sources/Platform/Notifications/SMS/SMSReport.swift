import Kernel
import Store

/// A carrier's report on the delivery of a text message.
package struct SMSReport: Sendable, Equatable {
    /// The carrier's identifier of the message.
    package let providerID: String
    package let outcome: Outcome

    package enum Outcome: Sendable, Equatable {
        case underWay
        case arrived
        /// Not delivered, with the carrier's reason.
        case lost(String)
    }
}

package enum SMSReportRefused: Error {
    /// The configured carrier sends no reports.
    case notExpected
    case badSignature
    /// Signed, but not readable.
    case unreadable
}

extension SMSReport {
    /// Records the report; an arrival is final, whatever comes later.
    ///
    /// A report on an unknown message changes nothing, also when it comes before the carrier's identifier is stored.
    func record(_ tx: borrowing Tx) throws {
        let mine: SQL =
            "channel = 'sms' AND state = 'sent' AND provider_id = \(providerID) AND arrived_at IS NULL"
        switch outcome {
        case .underWay: break
        case .arrived:
            try tx.execute("UPDATE notice_delivery SET arrived_at = \(tx.now) WHERE \(mine)")
        case .lost(let why):
            try tx.execute(
                """
                UPDATE notice_delivery SET state = 'failed', last_error = \(why), ended_at = \(tx.now) WHERE \(mine)
                """
            )
        }
    }
}
