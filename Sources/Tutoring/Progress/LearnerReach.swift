import Kernel
import Platform
import Store

/// The student whose learning a caller reads or plans: the caller, an assigned student, or for administrators any.
enum LearnerReach {
    /// Unknown students, and those out of reach, are not found.
    static func demand(_ student: ID<Account>, for call: Call, _ tx: borrowing Tx) throws {
        let isStudent = try tx.exists(
            "SELECT 1 FROM account a WHERE a.id = \(student) AND a.role = \(Role.student.name)"
        )
        guard isStudent, try isReached(student, call, tx) else { throw Problem(.notFound) }
    }

    private static func isReached(_ student: ID<Account>, _ call: Call, _ tx: borrowing Tx) throws -> Bool {
        let me = try call.account
        switch call.scope.reach {
        case .none, .area: return false
        case .own: return student == me
        case .assigned: return try Assigned.holds(student, of: me, tx)
        case .all: return true
        }
    }

    /// The condition on rows with the columns `student` and `t.account_id`: a student's own, or a tutor's own about an
    /// assigned student, or one with a lesson ahead, which a plan may pay.
    static func rows(of student: SQL, in scope: Scope, at now: Instant) -> SQL {
        guard let me = scope.actor.account else { return "FALSE" }
        return switch scope.reach {
        case .none, .area: "FALSE"
        case .own: "\(student) = \(me)"
        case .assigned:
            """
            (t.account_id = \(me) AND (\(Assigned.isStudent(student, of: me, at: now))
             OR EXISTS (SELECT 1 FROM lesson bl
                         WHERE bl.student_id = \(student) AND bl.tutor_id = t.id AND bl.state = 'confirmed')))
            """
        case .all: "TRUE"
        }
    }
}
