import Kernel
import Platform
import Store

/// The public figures of a tutor: rating, time to a first answer, lessons taught.
enum TutorFigures {
    /// The time in which first answers count.
    private static let window = Duration.days(90)
    /// The time of a case without an answer.
    static let none = Duration.hours(72)
    /// Fewer cases are no median.
    private static let leastCases = 3

    /// Reckons all figures of the tutor anew.
    static func refresh(_ tutor: ID<Tutor>, _ tx: borrowing Tx) throws {
        let (sum, n) = try sum(about: Tutor.kind, tutor, tx)
        let rating = WeightedRating(sum: sum, n: n, mean: try Reviews.mean(about: Tutor.kind, tx))
        let cases = try answers(of: tutor, tx)
        let median = cases.count < leastCases ? nil : median(of: cases)
        try tx.execute(
            """
            INSERT INTO tutor_figures (tutor_id, rating_sum, rating_n, rating, response_seconds, response_n, lessons_taught,
                                       as_of)
            VALUES (\(tutor), \(sum), \(n), \(rating.value), \(median), \(cases.count), \(try taught(by: tutor, tx)), \(tx.now))
                ON CONFLICT (tutor_id) DO UPDATE
               SET rating_sum = excluded.rating_sum, rating_n = excluded.rating_n, rating = excluded.rating,
                   response_seconds = excluded.response_seconds, response_n = excluded.response_n,
                   lessons_taught = excluded.lessons_taught, as_of = excluded.as_of
            """
        )
        try TutorListing.rate(tutor, rating.hundredths ?? 0, tx)
    }

    static func sum(
        about kind: String,
        _ about: ID<some Any>,
        _ tx: borrowing Tx
    ) throws -> (sum: Int, n: Int) {
        let marks = try tx.values(
            """
            SELECT r.overall FROM review r
             WHERE r.about_kind = \(kind) AND r.about_id = \(about) AND r.state = \(Review.State.published)
               AND NOT r.is_flagged
            """,
            as: Int.self
        )
        return (marks.reduce(0, +), marks.count)
    }

    private static func taught(by tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> Int {
        try tx.value(
            """
            SELECT COUNT(*) FROM lesson l
             WHERE l.tutor_id = \(tutor) AND (l.state = 'completed' OR l.state = 'settled' AND l.share < 100)
            """
        ) ?? 0
    }

    /// The lower half's end and the upper half's beginning, or their mean rounded down.
    static func median(of seconds: [Int]) -> Int {
        let sorted = seconds.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }

    static let effects = [Effect.lessonCompleted, .lessonSettled].map { effect in
        EffectHandler(effect, of: Lesson.self) { lesson, _, tx in
            try tx.enqueue(RefreshTutor(tutor: lesson.tutor), unique: lesson.tutor.description)
        }
    }
}

// First answers.
extension TutorFigures {
    /// The seconds to each first answer: to a student's first message, and to a request.
    static func answers(of tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> [Int] {
        let since = tx.now - window
        let messages: SQL =
            """
            SELECT f.written_at, (SELECT MIN(a.written_at) FROM thread_message a
                                   WHERE a.thread_id = h.id AND a.author_id = t.account_id), 0
              FROM thread h JOIN tutor t ON t.id = h.tutor_id JOIN thread_message f ON f.thread_id = h.id AND f.seq = 1
             WHERE h.tutor_id = \(tutor) AND f.author_id = h.student_id AND f.written_at > \(since)
            """
        // A request that the student gave up, or that another lesson made impossible, was not the tutor's to answer.
        let requests: SQL =
            """
            SELECT asked.at, (SELECT MIN(d.at) FROM history d
                               WHERE d.subject_kind = \(Lesson.kind) AND d.subject_id = l.id
                                 AND d.event IN ('confirm', 'decline') AND d.actor_id = t.account_id),
                   (SELECT COUNT(*) FROM history d
                     WHERE d.subject_kind = \(Lesson.kind) AND d.subject_id = l.id AND d.event = 'lapse')
              FROM lesson l JOIN tutor t ON t.id = l.tutor_id
              JOIN history asked ON asked.subject_kind = \(Lesson.kind) AND asked.subject_id = l.id AND asked.event = 'ask'
             WHERE l.tutor_id = \(tutor) AND asked.at > \(since)
            """
        let (said, decided) = (try cases(messages, tx), try cases(requests, tx))
        let overdue = said.filter { $0.answer == nil && tx.now - $0.asked >= none }.count
        let lapsed = decided.filter { $0.answer == nil && $0.isLapsed }.count
        return (said + decided).compactMap(\.seconds)
            + Array(repeating: Int(none.components.seconds), count: overdue + lapsed)
    }

    private static func cases(_ query: SQL, _ tx: borrowing Tx) throws -> [Case] { try tx.all(query) }

    private struct Case: RowDecodable {
        let asked: Instant
        let answer: Instant?
        let isLapsed: Bool

        init(_ row: inout Row) throws {
            asked = try row.next()
            answer = try row.next()
            isLapsed = try row.next(Int.self) > 0
        }

        /// Nil without an answer; a late one counts as none.
        var seconds: Int? {
            answer.map { Int(min(max(.zero, $0 - asked), TutorFigures.none).components.seconds) }
        }
    }
}

/// The rating of a package, of its own reviews.
enum PackageRating {
    static func refresh(_ package: ID<Package>, _ tx: borrowing Tx) throws {
        let (sum, n) = try TutorFigures.sum(about: Package.kind, package, tx)
        let rating = WeightedRating(sum: sum, n: n, mean: try Reviews.mean(about: Package.kind, tx))
        try tx.execute(
            """
            UPDATE package SET rating = \(rating.value), rating_sum = \(sum), rating_n = \(n) WHERE id = \(package)
            """
        )
    }
}

/// Reckons the figures of one tutor anew.
struct RefreshTutor: Job {
    static let kind = "tutoring.refresh_tutor"

    let tutor: ID<Tutor>

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { [tutor] tx in try TutorFigures.refresh(tutor, tx) }
        return .done
    }
}

/// Reckons the figures of many tutors and packages anew: all that have a review or were active, or those of the last hours.
struct RefreshFigures: Job {
    static let kind = "tutoring.refresh_figures"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(30))

    let isWhole: Bool

    func run(_ call: JobCall) async throws -> JobOutcome {
        let isWhole = isWhole
        let tutors = try await call.db.read { tx in try Self.tutors(isWhole, tx) }
        var rows = RowByRow(call)
        try await rows.write(tutors) { tutor, tx in try TutorFigures.refresh(tutor, tx) }
        guard isWhole else { return try rows.outcome() }
        let packages = try await call.db.read { tx in
            try tx.values("SELECT k.id FROM package k WHERE k.rating_n > 0", as: ID<Package>.self)
        }
        try await rows.write(packages) { package, tx in try PackageRating.refresh(package, tx) }
        return try rows.outcome()
    }

    private static func tutors(_ isWhole: Bool, _ tx: borrowing Tx) throws -> [ID<Tutor>] {
        let since = tx.now - (isWhole ? .days(91) : .hours(2))
        let rated: SQL? =
            isWhole
            ? "UNION SELECT f.tutor_id FROM tutor_figures f WHERE f.rating_n > 0 OR f.response_n > 0" : nil
        return try tx.values(
            """
            SELECT h.tutor_id FROM thread h WHERE h.updated_at > \(since)
             UNION SELECT l.tutor_id FROM lesson l WHERE l.updated_at > \(since) \(rated)
            """,
            as: ID<Tutor>.self
        )
    }
}
