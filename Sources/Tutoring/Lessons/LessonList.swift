import Kernel
import Platform
import Store
import Web

/// Conditions on a list of lessons, and its order.
struct LessonFilter: Query {
    /// In one of these states.
    var state: [Lesson.Status]?
    /// That start at this moment or later.
    var from: Instant?
    /// That start before this moment.
    var until: Instant?
    /// With this tutor.
    var tutorId: ID<Tutor>?
    /// Of this student.
    var studentId: ID<Account>?
    /// Of this series.
    var seriesId: ID<LessonSeries>?
    /// The order; newest first when absent.
    var sort: LessonOrdering?
}

/// The order of a list of lessons.
enum LessonOrdering: String, Codable, CaseIterable, Sendable {
    /// By the time of booking, the latest first.
    case newest = "-created_at"
    /// By the time of booking, the earliest first.
    case oldest = "created_at"
    /// By their start, the soonest first.
    case soonest = "starts_at"
    /// By their start, the latest first.
    case latest = "-starts_at"

    fileprivate var keys: SortOrder<Lesson> {
        switch self {
        case .newest: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
        case .oldest: SortOrder(.ascending("created_at", \.createdAt), .ascending("id", \.id))
        case .soonest: SortOrder(.ascending("starts_at", \.startsAt), .ascending("id", \.id))
        case .latest: SortOrder(.descending("starts_at", \.startsAt), .descending("id", \.id))
        }
    }
}

extension LessonFilter {
    func page(_ page: PageRequest, for call: Call, _ tx: borrowing Tx) throws -> Page<LessonView> {
        let found: Page<Lesson> = try tx.page(
            page,
            "SELECT \(Lesson.columns) FROM \(Lesson.source) WHERE \(SQL.all(conditions(for: call)))",
            order: (sort ?? .newest).keys
        )
        let lessons = found.data.map { $0.seen(at: tx.now) }
        return Page(try LessonViews.list(lessons, for: call, tx), next: found.next, total: found.total)
    }

    private var inStates: SQL? {
        guard let state, !state.isEmpty else { return nil }
        return "l.state \(in: state)"
    }

    private func conditions(for call: Call) -> [SQL] {
        let conditions: [SQL?] = [
            Lesson.visible(to: call.scope),
            inStates,
            from.map { "l.starts_at >= \($0)" },
            until.map { "l.starts_at < \($0)" },
            tutorId.map { "l.tutor_id = \($0)" },
            studentId.map { "l.student_id = \($0)" },
            seriesId.map { "l.series_id = \($0)" },
        ]
        return conditions.compactMap(\.self)
    }
}
