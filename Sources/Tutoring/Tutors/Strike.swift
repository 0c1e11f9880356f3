import Kernel
import Platform
import Store

/// A mark against a tutor: a late cancellation or an absence; some of them within a time are reported to administrators.
struct Strike: Record {
    let id: ID<Strike>
    let tutor: ID<Tutor>
    let lesson: ID<Lesson>
    let cause: Cause
    let at: Instant

    /// The reason for a strike.
    enum Cause: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The tutor cancelled less than a day before the start.
        case lateCancel = "late_cancel"
        /// The tutor was absent.
        case absence
    }

    static let columns: SQL = "k.id, k.tutor_id, k.lesson_id, k.cause, k.at"

    init(_ row: inout Row) throws {
        id = try row.next()
        tutor = try row.next()
        lesson = try row.next()
        cause = try row.next()
        at = try row.next()
    }
}

extension Strike {
    /// Marks the tutor once for the lesson; the tutor gets a message, and administrators at every third strike that counts.
    static func add(_ tutor: Tutor, _ lesson: ID<Lesson>, _ cause: Cause, _ tx: borrowing Tx) throws {
        let added = try tx.execute(
            """
            INSERT INTO strike (id, tutor_id, lesson_id, cause, at)
            VALUES (\(tx.newID(of: Strike.self)), \(tutor.id), \(lesson), \(cause), \(tx.now)) ON CONFLICT DO NOTHING
            """
        )
        guard added == 1 else { return }
        let about = (kind: "booking", id: lesson.cast(to: Subject.self))
        try TutoringNotice.send(.strike, to: [tutor.account], about: about, [:], tx)
        let (count, limit) = (
            try count(of: tutor.id, tx), Int(try Policies.value(.strikeCount, at: tx.now, tx))
        )
        guard count % limit == 0 else { return }
        try TutoringNotice.sendToAdministrators(
            .tutorStrikes,
            about: (Tutor.kind, tutor.id.cast()),
            ["tutor": .words(tutor.displayName.rawValue), "strikes": "\(count)"],
            tx
        )
    }

    /// The strikes that count now.
    static func count(of tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> Int {
        let since = try begin(tx)
        return try tx.value(
            "SELECT COUNT(*) FROM strike k WHERE k.tutor_id = \(tutor) AND k.at > \(since)",
            as: Int.self
        ) ?? 0
    }

    /// All strikes of a tutor, newest first.
    static func list(of tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> [Strike] {
        try tx.all(
            "SELECT \(columns) FROM strike k WHERE k.tutor_id = \(tutor) ORDER BY k.at DESC, k.id DESC"
        )
    }

    /// Earlier strikes do not count any more.
    static func begin(_ tx: borrowing Tx) throws -> Instant {
        tx.now - (try Policies.duration(.strikeDays, at: tx.now, tx))
    }
}
