import Kernel
import Platform
import Store

extension Lesson: Scoped {
    /// Both sides see their own; administrators see all.
    static let visibility = Visibility(own: "l.student_id") { "t.account_id = \($0)" }

    /// Whether the account has lessons ahead or an open dispute, on either side.
    static func hasOpenBusiness(of account: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM lesson l JOIN tutor t ON t.id = l.tutor_id
             WHERE (l.student_id = \(account) OR t.account_id = \(account))
               AND l.state IN ('requested', 'confirmed', 'tutor_absent', 'disputed')
            """
        )
    }
}
