import Kernel
import Platform
import Store

/// A lesson that wants units.
struct LotNeed: Sendable {
    let student: ID<Account>
    let tutor: Tutor
    let subject: SubjectCode
    let minutes: Int
    let startsAt: Instant

    init(student: ID<Account>, tutor: Tutor, subject: SubjectCode, minutes: Int, startsAt: Instant) {
        self.student = student
        self.tutor = tutor
        self.subject = subject
        self.minutes = minutes
        self.startsAt = startsAt
    }
}

extension Lot {
    /// The lot that pays for a lesson: the one that expires first, then the oldest; nil when there is none.
    static func spendable(for need: LotNeed, _ tx: borrowing Tx) throws -> Lot? {
        try fitting(need, tx).first { $0.expiresAt >= need.startsAt }
    }

    /// The same, or the lot that the caller names.
    ///
    /// Refused with ``Problem/Code/creditsExpireFirst`` when units that fit expire before the lesson begins, and with
    /// ``Problem/Code/creditsNone`` when there are none.
    static func demand(for need: LotNeed, named: ID<Lot>? = nil, _ tx: borrowing Tx) throws -> Lot {
        let lots = try fitting(need, tx).filter { named == nil || $0.id == named }
        if let lot = lots.first(where: { $0.expiresAt >= need.startsAt }) { return lot }
        throw Problem(lots.isEmpty ? .creditsNone : .creditsExpireFirst)
    }

    /// The lots of the student with a lesson's units that serve this tutor, subject and length.
    private static func fitting(_ need: LotNeed, _ tx: borrowing Tx) throws -> [Lot] {
        try tx.all(
            """
            SELECT \(columns) FROM lot l
             WHERE l.student_id = \(need.student) AND l.available >= \(UnitSet.lesson) AND l.minutes = \(need.minutes)
               AND l.frozen_at IS NULL
               AND (l.tutor_id = \(need.tutor.id) AND l.subject = \(need.subject) OR \(isPlan(for: need)))
             ORDER BY l.expires_at, l.created_at, l.id
            """
        )
    }

    /// Plans pay for tutors who accept them, and whose single lesson of this length costs no more than the cap.
    private static func isPlan(for need: LotNeed) -> SQL {
        guard need.tutor.terms.acceptsPlans, let rate = need.tutor.rate else { return "FALSE" }
        let price = LotPrice.single(rate: rate, minutes: need.minutes)
        return "l.source = 'plan' AND l.cap_minor >= \(price)"
    }
}
