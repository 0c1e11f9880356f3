import Kernel
import Platform
import Store

/// The students of a tutor: those with an unrefunded purchase from the tutor, and those taught in the last 180 days.
enum Assigned {
    static let memory = Duration.days(180)

    /// Lessons that were charged, and not given back whole.
    private static let wasTaught: SQL =
        "(al.state IN ('completed', 'student_absent', 'disputed') OR al.state = 'settled' AND al.share < 100)"

    /// The condition that the account in `column` is a student of the tutor whose account is `caller`.
    static func isStudent(_ column: SQL, of caller: ID<Account>, at now: Instant) -> SQL {
        """
        (EXISTS (SELECT 1 FROM purchase ap JOIN tutor at ON at.id = ap.tutor_id
                  WHERE at.account_id = \(caller) AND ap.student_id = \(column) AND ap.state = 'paid')
         OR EXISTS (SELECT 1 FROM lesson al JOIN tutor at ON at.id = al.tutor_id
                     WHERE at.account_id = \(caller) AND al.student_id = \(column)
                       AND \(wasTaught) AND al.starts_at > \(now - memory)))
        """
    }

    /// A query for the accounts of the tutor's students.
    static func students(of tutor: ID<Tutor>, at now: Instant) -> SQL {
        """
        SELECT ap.student_id FROM purchase ap WHERE ap.tutor_id = \(tutor) AND ap.state = 'paid'
         UNION
        SELECT al.student_id FROM lesson al
         WHERE al.tutor_id = \(tutor) AND \(wasTaught) AND al.starts_at > \(now - memory)
        """
    }

    /// Whether `student` is assigned to the tutor whose account is `caller`.
    static func holds(_ student: ID<Account>, of caller: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists("SELECT 1 WHERE \(isStudent("\(student)", of: caller, at: tx.now))")
    }
}
