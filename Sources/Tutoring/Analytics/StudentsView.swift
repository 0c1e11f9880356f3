import Kernel
import Platform
import Store
import Web

/// The students of the site.
struct StudentsView: View {
    /// Students with a lesson in the last 30 days.
    var active: Figure
    /// Students whose first lesson was in the last 30 days.
    var new: Figure
    /// Students of the 30 days before who had a lesson in the last 30 days.
    var retained: Figure
    /// Lessons of an active student.
    var lessons: Figure
    /// How well topics are mastered, from 0 to 100, over all students and topics with a mark.
    var mastery: Figure
    /// The same by topic, first those with the most students; 50 at most, each of five students or more.
    var topics: [TopicMastery]

    /// How well a topic is mastered.
    struct TopicMastery: Codable, Sendable {
        /// The matter of the marks, in the words of the tutors' homework.
        var topic: String
        /// The mean of the students' values, from 0 to 100.
        var mastery: Figure
    }

    static let days = 30
    private static let mostTopics = 50
    private static let leastStudents = 5

    static func of(_ period: FigurePeriod, _ tx: borrowing Tx) throws -> StudentsView {
        let activity = try Activity.all(period, tx)
        let now = activity.filter { $0.recent > 0 }
        let before = activity.filter { $0.former > 0 }
        let new = now.filter { $0.first >= period.start }.count
        let window = period.window
        let masteries = try masteries(tx)
        let values = masteries.values.joined()
        return StudentsView(
            active: Figure(count: now.count, "Students with a lesson that took place.", over: window),
            new: Figure(count: new, "Students whose first lesson took place.", over: window),
            retained: Figure(
                before.count { $0.recent > 0 },
                of: before.count,
                "Of the students of the 30 days before, those with a lesson.",
                over: window
            ),
            lessons: Figure(
                now.isEmpty ? nil : rounded(Double(now.reduce(0) { $0 + $1.recent }) / Double(now.count)),
                .number,
                "Lessons that took place / active students.",
                over: window,
                of: now.count,
                atLeast: 1
            ),
            mastery: figure(Array(values), window),
            topics: masteries.filter { $0.value.count >= leastStudents }
                .sorted { ($1.value.count, $0.key) < ($0.value.count, $1.key) }.prefix(mostTopics)
                .map { TopicMastery(topic: $0.key, mastery: figure($0.value, window)) }
        )
    }

    private static func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }

    private static func figure(_ values: [Mastery], _ window: String) -> Figure {
        Figure(
            values.isEmpty ? nil : rounded(values.reduce(0) { $0 + $1.value } / Double(values.count)),
            .number,
            "The mean of students' masteries, each m += 0.3 (mark - m).",
            over: window,
            of: values.count,
            atLeast: 1
        )
    }

    /// The present masteries of all students by topic.
    private static func masteries(_ tx: borrowing Tx) throws -> [String: [Mastery]] {
        var present: [String: [ID<Account>: Mastery]] = [:]
        try tx.stream(
            "SELECT m.student_id, m.topic, m.score FROM topic_mark m ORDER BY m.student_id, m.at, m.id"
        ) { row in
            let (student, topic): (ID<Account>, String) = (try row.next(), try row.next())
            let score: Int = try row.next()
            if present[topic]?[student]?.add(score) == nil {
                present[topic, default: [:]][student] = Mastery(first: score)
            }
        }
        return present.mapValues { Array($0.values) }
    }

    /// The lessons of a student in these days and in as many before.
    private struct Activity: RowDecodable {
        let first: Instant
        let recent: Int
        let former: Int

        init(_ row: inout Row) throws {
            first = try row.next()
            recent = try row.next()
            former = try row.next()
        }

        static func all(_ period: FigurePeriod, _ tx: borrowing Tx) throws -> [Activity] {
            let before = period.start - .days(StudentsView.days)
            return try tx.all(
                """
                SELECT MIN(l.starts_at),
                       COUNT(*) FILTER (WHERE l.starts_at >= \(period.start)),
                       COUNT(*) FILTER (WHERE l.starts_at >= \(before) AND l.starts_at < \(period.start))
                  FROM lesson l WHERE \(Lesson.isTaught) AND l.starts_at < \(period.end) GROUP BY l.student_id
                """
            )
        }
    }
}
