import Kernel
import Platform
import Store

/// The dealings of two people with each other: a purchase that was paid, or a lesson that was booked or asked for.
enum Relation {
    static func exists(_ one: ID<Account>, _ other: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM purchase x JOIN tutor t ON t.id = x.tutor_id WHERE \(pairs(one, other)) AND x.paid_at IS NOT NULL
             UNION ALL
            SELECT 1 FROM lesson x JOIN tutor t ON t.id = x.tutor_id
             WHERE \(pairs(one, other)) AND x.state NOT IN ('held', 'released')
            """
        )
    }

    /// Whether the student of the two has paid the tutor once, so that each may learn the other's contact data.
    static func isPaid(_ one: ID<Account>, _ other: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM purchase x JOIN tutor t ON t.id = x.tutor_id WHERE \(pairs(one, other)) AND x.paid_at IS NOT NULL
             UNION ALL
            SELECT 1 FROM lesson x JOIN tutor t ON t.id = x.tutor_id
             WHERE \(pairs(one, other)) AND x.state IN ('completed', 'student_absent', 'disputed', 'settled')
            """
        )
    }

    private static func pairs(_ one: ID<Account>, _ other: ID<Account>) -> SQL {
        """
        ((x.student_id = \(one) AND t.account_id = \(other)) OR (x.student_id = \(other) AND t.account_id = \(one)))
        """
    }
}
