import Kernel
import Platform
import Store

/// How well a student masters a topic: the average of all marks, in which later ones weigh more.
///
/// The first mark is the value; each further one moves it by three tenths of the distance, to two decimals.
struct Mastery: Sendable, Equatable {
    /// In hundredths, from 0 to 10,000.
    private(set) var hundredths: Int

    init(first score: Int) {
        hundredths = score * 100
    }

    mutating func add(_ score: Int) {
        // Half-up for negative distances, too: the floor of the doubled value plus one half.
        let doubled = 2 * 3 * (score * 100 - hundredths) + 10
        let (quotient, rest) = doubled.quotientAndRemainder(dividingBy: 20)
        hundredths += rest < 0 ? quotient - 1 : quotient
    }

    var value: Double { Double(hundredths) / 100 }

    /// The value after each of the marks.
    static func replayed(_ scores: [Int]) -> [Mastery] {
        var steps: [Mastery] = []
        for score in scores {
            guard var next = steps.last else {
                steps.append(Mastery(first: score))
                continue
            }
            next.add(score)
            steps.append(next)
        }
        return steps
    }

    /// Below this, material on the topic is suggested.
    static let weak = 6_000
}

/// The mark of one graded homework in one topic.
struct TopicMark: Record {
    let topic: String
    /// From 0 to 100.
    let score: Int
    let at: Instant

    static let columns: SQL = "m.topic, m.score, m.at"

    init(_ row: inout Row) throws {
        topic = try row.next()
        score = try row.next()
        at = try row.next()
    }

    /// All marks of a student, in the order in which they were given.
    static func all(of student: ID<Account>, _ tx: borrowing Tx) throws -> [TopicMark] {
        try tx.all("SELECT \(columns) FROM topic_mark m WHERE m.student_id = \(student) ORDER BY m.at, m.id")
    }

    /// The present mastery of each topic.
    static func mastery(of student: ID<Account>, _ tx: borrowing Tx) throws -> [String: Mastery] {
        Dictionary(grouping: try all(of: student, tx), by: \.topic)
            .compactMapValues { Mastery.replayed($0.map(\.score)).last }
    }
}
