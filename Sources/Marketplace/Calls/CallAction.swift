import Kernel
import Platform
import Store

/// An access of staff to calls, which the audit log keeps with its reason.
enum CallAction: String, AuditAction {
    case read = "call.read"
    case make = "call.make"

    func record(
        _ reason: Reason,
        on subject: ID<Subject>,
        of kind: String,
        _ call: Call,
        _ tx: borrowing Tx
    ) throws {
        let details: JSONValue = ["reason": .string(reason.rawValue)]
        try Audit.record(self, of: kind, subject, by: call.actor, details: details, tx)
    }
}
