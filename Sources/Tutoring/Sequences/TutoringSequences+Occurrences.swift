import Kernel
import Platform
import Store

extension TutoringSequences {
    static let expiring = Duration.days(7)
    static let inactivity = Duration.days(30)

    /// Each event has a cause of its own, so that it starts one run only.
    static func occurrences(
        of trigger: Trigger,
        for audience: Audience,
        since start: Instant,
        until now: Instant
    ) -> SQL? {
        switch (trigger, audience) {
        case (.registered, .student): registered(after: start)
        case (.registered, .tutor): tutorsOpened(after: start)
        case (.firstPurchase, .student): firstPurchases(of: .student, after: start)
        case (.firstPurchase, .tutor): firstPurchases(of: .tutor, after: start)
        case (.lessonCompleted, let side): lessons(of: side, after: start)
        case (.lotHalfUsed, .student): halfUsed(after: start)
        case (.lotExpiring, .student): expiring(after: start, now)
        case (.inactive30Days, let side): inactive(side, after: start, now)
        case (.tutorVerified, .tutor): verified(after: start)
        case (.lotHalfUsed, .tutor), (.lotExpiring, .tutor), (.tutorVerified, .student): nil
        }
    }

    private static func registered(after start: Instant) -> SQL {
        "SELECT c.id AS account_id, c.id AS subject_id FROM account c WHERE c.created_at > \(start)"
    }

    private static func tutorsOpened(after start: Instant) -> SQL {
        "SELECT t.account_id, t.id AS subject_id FROM tutor t WHERE t.created_at > \(start)"
    }

    private static func firstPurchases(of side: Audience, after start: Instant) -> SQL {
        let account: SQL = side == .student ? "p.student_id" : "t.account_id"
        let key: SQL = side == .student ? "student_id" : "tutor_id"
        return """
            SELECT \(account) AS account_id, p.\(key) AS subject_id
              FROM purchase p JOIN tutor t ON t.id = p.tutor_id
             WHERE p.paid_at > \(start) AND NOT EXISTS (
                   SELECT 1 FROM purchase e
                    WHERE e.\(key) = p.\(key)
                      AND (e.paid_at < p.paid_at OR (e.paid_at = p.paid_at AND e.id < p.id)))
            """
    }

    private static func lessons(of side: Audience, after start: Instant) -> SQL {
        """
        SELECT \(side.account) AS account_id, l.id AS subject_id FROM lesson l JOIN tutor t ON t.id = l.tutor_id
         WHERE l.state = \(Lesson.Status.completed) AND l.ends_at > \(start)
        """
    }

    private static func halfUsed(after start: Instant) -> SQL {
        """
        SELECT l.student_id AS account_id, l.id AS subject_id FROM lot l
         WHERE l.used * 2 >= l.granted AND EXISTS (
               SELECT 1 FROM lot_entry e WHERE e.lot_id = l.id AND e.kind = 'use' AND e.at > \(start))
        """
    }

    private static func expiring(after start: Instant, _ now: Instant) -> SQL {
        """
        SELECT l.student_id AS account_id, l.id AS subject_id FROM lot l
         WHERE l.available > 0 AND l.stands_since IS NULL AND l.expires_at > \(now)
           AND l.expires_at > \(start + expiring) AND l.expires_at <= \(now + expiring)
        """
    }

    /// By the last lesson, after which none is ahead.
    private static func inactive(_ side: Audience, after start: Instant, _ now: Instant) -> SQL {
        let key: SQL = side == .student ? "student_id" : "tutor_id"
        return """
            SELECT \(side.account) AS account_id, l.id AS subject_id FROM lesson l JOIN tutor t ON t.id = l.tutor_id
             WHERE l.state IN ('completed', 'student_absent', 'settled')
               AND l.ends_at > \(start - inactivity) AND l.ends_at <= \(now - inactivity) AND NOT EXISTS (
                   SELECT 1 FROM lesson n
                    WHERE n.\(key) = l.\(key) AND n.starts_at > l.starts_at
                      AND n.state NOT IN ('released', 'declined', 'cancelled'))
            """
    }

    private static func verified(after start: Instant) -> SQL {
        """
        SELECT v.account_id, v.id AS subject_id FROM verification v
         WHERE v.state = \(Verification.Status.verified) AND v.decided_at > \(start)
        """
    }
}

extension TutoringSequences.Audience {
    /// The account of this side of a lesson `l` with its tutor `t`.
    fileprivate var account: SQL { self == .student ? "l.student_id" : "t.account_id" }
}
