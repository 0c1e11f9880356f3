import Kernel
import Store

/// What became of a message after the carrier had taken it.
package struct SMSReport: Sendable, Equatable {
    /// What the carrier calls the message.
    package let providerID: String
    package let outcome: Outcome

    package enum Outcome: Sendable, Equatable {
        case underWay
        case arrived
        /// With the carrier's word for why.
        case lost(String)
    }
}

package enum SMSReportRefused: Error {
    /// No carrier of ours tells anything.
    case notExpected
    case badSignature
    /// Signed, and yet not to be understood.
    case unreadable
}

extension SMSReport {
    /// Notes it; what arrived stays so, whatever is told late.
    ///
    /// Of a message that nobody knows nothing is noted: what is told before we have written down how the carrier calls it is lost.
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
