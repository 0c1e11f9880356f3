import Kernel
import Platform
import Store

/// The lesson or purchase that a student reviews, and until when.
struct ReviewTime: Sendable {
    let subject: ID<Subject>
    let end: Instant

    /// A lesson that took place, or was settled with a charge, for two weeks.
    static func of(_ lesson: Lesson, _ tx: borrowing Tx) throws -> ReviewTime {
        let days = try Policies.duration(.reviewWriteDays, at: tx.now, tx)
        switch lesson.status {
        case .completed: return ReviewTime(subject: lesson.id.cast(), end: lesson.endsAt + days)
        case .settled where (lesson.share ?? 100) < 100:
            return ReviewTime(subject: lesson.id.cast(), end: lesson.updatedAt + days)
        default: throw Problem(.reviewNotTaught)
        }
    }

    /// The newest purchase of the package that the student can review: from its first lesson to two weeks after its last.
    ///
    /// While units are left, the last lesson can be as late as they last.
    static func of(
        _ package: ID<Package>,
        by student: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> ReviewTime {
        let days = try Policies.duration(.reviewWriteDays, at: tx.now, tx)
        let taught: [TaughtPurchase] = try tx.all(
            """
            SELECT p.id, MAX(l.ends_at), o.available + o.reserved, o.expires_at,
                   (SELECT COUNT(*) FROM review r WHERE r.subject_kind = \(Purchase.kind) AND r.subject_id = p.id)
              FROM purchase p JOIN lot o ON o.purchase_id = p.id JOIN lesson l ON l.lot_id = o.id
             WHERE p.student_id = \(student) AND p.package_id = \(package)
               AND (l.state = 'completed' OR l.state = 'settled' AND l.share < 100)
             GROUP BY p.id, p.paid_at, o.available, o.reserved, o.expires_at
             ORDER BY p.paid_at DESC, p.id DESC
            """
        )
        guard !taught.isEmpty else { throw Problem(.reviewNotTaught) }
        guard let open = taught.first(where: { !$0.isReviewed }) else { throw Problem(.reviewExists) }
        return ReviewTime(subject: open.id.cast(), end: open.last + days)
    }

    /// Writes the review while there is time for it.
    func write(
        _ new: NewReview,
        by policy: ReviewPolicy,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Review {
        guard end > tx.now else { throw Problem(.reviewClosed) }
        try policy.open(subject, until: end, tx)
        return try policy.write(new, as: call, tx)
    }
}

/// A purchase with lessons that took place.
private struct TaughtPurchase: RowDecodable {
    let id: ID<Purchase>
    /// The end of the last lesson, or the moment up to which there can be one.
    let last: Instant
    let isReviewed: Bool

    init(_ row: inout Row) throws {
        id = try row.next()
        let (taught, left, expiry): (Instant, Int, Instant) = (try row.next(), try row.next(), try row.next())
        last = left > 0 ? max(taught, expiry) : taught
        isReviewed = try row.next(Int.self) > 0
    }
}
