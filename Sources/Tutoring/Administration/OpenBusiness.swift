import Kernel
import Platform
import Store

/// The business that must end before an account changes sides or goes.
enum OpenBusiness {
    /// Refused with `open_business`: lessons ahead and open disputes of both sides, sold units and a balance of tutors.
    static func check(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        if try isOpen(of: account, tx) { throw Problem(.openBusiness) }
    }

    private static func isOpen(of account: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        if try Lesson.hasOpenBusiness(of: account, tx) { return true }
        guard let tutor = try Tutor.find(of: account, tx) else { return false }
        return try Lot.isSold(by: tutor.id, tx) || hasBalance(tutor.id, tx)
    }

    /// Whether the entries of the tutor do not add up to nothing.
    private static func hasBalance(_ tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            "SELECT 1 FROM tutor_entry e WHERE e.tutor_id = \(tutor) GROUP BY e.tutor_id HAVING SUM(e.amount) <> 0"
        )
    }
}
