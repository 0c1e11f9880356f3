import Kernel
import Platform
import Store

/// The dealings of a student and a tutor with each other.
enum Relation {
    /// Whether one of the two has paid the other, or has booked a lesson of the other or asked for one.
    static func exists(_ one: ID<Account>, _ other: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try exists(one, other, lessons: "x.state NOT IN ('held', 'released')", tx)
    }

    /// Whether the student of the two has paid the tutor once, so that each may learn the other's contact data.
    static func isPaid(_ one: ID<Account>, _ other: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try exists(one, other, lessons: charged, tx)
    }

    /// The condition that a student has paid a tutor once.
    static func isPaid(student: SQL, tutor: SQL) -> SQL { dealings(student, tutor, lessons: charged) }

    /// Lessons on a plan are paid when they are charged.
    private static let charged: SQL = "x.state IN ('completed', 'student_absent', 'disputed', 'settled')"

    private static func exists(
        _ one: ID<Account>,
        _ other: ID<Account>,
        lessons: SQL,
        _ tx: borrowing Tx
    ) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM tutor t
             WHERE (t.account_id = \(other) AND \(dealings("\(one)", "t.id", lessons: lessons)))
                OR (t.account_id = \(one) AND \(dealings("\(other)", "t.id", lessons: lessons)))
            """
        )
    }

    /// The condition of a purchase that was paid once, or of a lesson with this condition.
    private static func dealings(_ student: SQL, _ tutor: SQL, lessons: SQL) -> SQL {
        """
        (EXISTS (SELECT 1 FROM purchase x
                  WHERE x.student_id = \(student) AND x.tutor_id = \(tutor) AND x.paid_at IS NOT NULL)
         OR EXISTS (SELECT 1 FROM lesson x
                     WHERE x.student_id = \(student) AND x.tutor_id = \(tutor) AND \(lessons)))
        """
    }
}
