import Kernel
import Platform
import Store
import Web

/// A dispute about a lesson.
struct LessonDisputeView: View {
    /// Identifies the dispute where an administrator decides it or reads the messages of its two sides.
    var id: ID<LessonDispute>
    /// Whether it waits for its decision.
    var state: LessonDisputeState
    /// The booked lesson that the two sides disagree about, as the reader sees it.
    var booking: LessonView
    /// The side that opened it.
    var openedBy: Lesson.Side
    /// The statements of the sides, the opener's first.
    var claims: [LessonClaim]
    /// The messages between the two sides; absent when there are none.
    var threadId: ID<Conversation>?
    /// The share that went back to the student, in percent; absent before the decision.
    var share: Int?
    /// The reason of the decision; absent before it.
    var reason: String?
    /// When it was decided; absent before.
    var decidedAt: Instant?
    /// When it was opened.
    var createdAt: Instant
    /// The value for `If-Match`.
    var version: Int
}

/// Whether a dispute waits for its decision.
enum LessonDisputeState: String, Codable, CaseIterable, Sendable {
    /// It waits.
    case open
    /// It is decided, or a share was given back before.
    case decided
}

extension LessonDisputeView {
    static func list(_ disputes: [LessonDispute], for call: Call, _ tx: borrowing Tx) throws -> [Self] {
        guard !disputes.isEmpty else { return [] }
        let lessons = try Lesson.list(where: "l.id \(in: disputes.map(\.lesson))", tx)
        let views = try LessonViews.list(lessons, for: call, tx)
        let byLesson = Dictionary(views.map { ($0.id, $0) }) { first, _ in first }
        var threads: [ID<Lesson>: ID<Conversation>] = [:]
        for lesson in lessons { threads[lesson.id] = try thread(of: lesson, tx) }
        return disputes.compactMap { dispute in
            byLesson[dispute.lesson].map { Self(dispute, on: $0, threads[dispute.lesson]) }
        }
    }

    private static func thread(of lesson: Lesson, _ tx: borrowing Tx) throws -> ID<Conversation>? {
        try tx.value(
            "SELECT h.id FROM thread h WHERE h.student_id = \(lesson.student) AND h.tutor_id = \(lesson.tutor)"
        )
    }

    private init(_ dispute: LessonDispute, on lesson: LessonView, _ thread: ID<Conversation>?) {
        id = dispute.id
        state = dispute.decidedAt == nil ? .open : .decided
        booking = lesson
        openedBy = dispute.openedBy
        claims = dispute.claims
        threadId = thread
        share = dispute.share
        reason = dispute.reason
        decidedAt = dispute.decidedAt
        createdAt = dispute.createdAt
        version = dispute.version
    }
}

/// Conditions on a list of disputes.
struct LessonDisputeFilter: Query {
    /// Only waiting disputes, or only decided ones.
    var state: LessonDisputeState?
}

/// A dispute with its place in the list: undecided ones come first.
private struct ListedDispute: RowDecodable {
    let dispute: LessonDispute
    let rank: Int

    static let order = SortOrder<ListedDispute>(
        .ascending("rank", \.rank),
        .descending("created_at", \.dispute.createdAt),
        .descending("id", \.dispute.id)
    )

    init(_ row: inout Row) throws {
        dispute = try LessonDispute(&row)
        rank = try row.next()
    }
}

extension LessonDisputeFilter {
    func page(_ page: PageRequest, for call: Call, _ tx: borrowing Tx) throws -> Page<LessonDisputeView> {
        let condition: SQL =
            switch state {
            case .open: "d.decided_at IS NULL"
            case .decided: "d.decided_at IS NOT NULL"
            case nil: "TRUE"
            }
        let found = try tx.page(
            page,
            """
            SELECT \(LessonDispute.columns), CASE WHEN d.decided_at IS NULL THEN 0 ELSE 1 END AS rank
              FROM lesson_dispute d WHERE \(condition)
            """,
            order: ListedDispute.order
        )
        let views = try LessonDisputeView.list(found.data.map(\.dispute), for: call, tx)
        return Page(views, next: found.next, total: found.total)
    }
}
