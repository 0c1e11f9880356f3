import Kernel
import Platform
import Store

/// The past of a student, as far as churn is predicted from it; all lists are in order of time.
struct StudentPast: Sendable {
    var lessons: [Instant] = []
    /// When the student cancelled lessons.
    var cancels: [Instant] = []
    var bookings: [Booked] = []
    /// Changes of the units that can be spent.
    var units: [(at: Instant, change: Int)] = []

    /// A lesson that was agreed on.
    struct Booked: Sendable {
        let made: Instant
        let start: Instant
        /// Nil when it was not cancelled.
        let ended: Instant?
    }

    /// Longer without a lesson, a student is gone already.
    static let present = Duration.days(180)
    /// A student without a lesson for so long is lost.
    static let horizon = Duration.days(60)

    /// The features of the student at a moment; nil for somebody who is not there, or not there any more.
    func features(at day: Instant) -> [Double]? {
        guard let last = lessons.last(where: { $0 < day }), last >= day - Self.present else { return nil }
        let recent = count(lessons, from: day - .days(28), until: day)
        let former = count(lessons, from: day - .days(56), until: day - .days(28))
        let spendable = units.reduce(0) { $1.at < day ? $0 + $1.change : $0 }
        let isBooked = bookings.contains {
            $0.made < day && $0.start >= day && $0.ended.map { $0 >= day } ?? true
        }
        return [
            Double((day - last).micros) / Double(Duration.days(30).micros),
            Double(recent),
            Double(recent - former),
            Double(spendable) / 100,
            Double(count(cancels, from: day - .days(56), until: day)),
            isBooked ? 1 : 0,
        ]
    }

    /// Whether no lesson followed in time.
    func isLost(after day: Instant) -> Bool {
        count(lessons, from: day, until: day + Self.horizon) == 0
    }

    private func count(_ times: [Instant], from start: Instant, until end: Instant) -> Int {
        times.count { $0 >= start && $0 < end }
    }
}

extension StudentPast {
    /// Everybody's past since a moment; what can be spent is known from the beginning.
    static func all(since start: Instant, _ tx: borrowing Tx) throws -> [ID<Account>: StudentPast] {
        var pasts: [ID<Account>: StudentPast] = [:]
        try tx.stream(
            "SELECT l.student_id, l.starts_at FROM lesson l WHERE \(Lesson.isTaught) AND l.starts_at >= \(start) ORDER BY l.starts_at"
        ) { row in pasts[try row.next(), default: .init()].lessons.append(try row.next()) }
        try tx.stream(
            """
            SELECT l.student_id, l.created_at, l.starts_at, CASE WHEN l.state = 'cancelled' THEN l.updated_at END
              FROM lesson l
             WHERE l.starts_at >= \(start) AND l.booking_id IS NOT NULL
               AND l.state NOT IN ('held', 'released', 'requested', 'declined')
            """
        ) { row in
            let student: ID<Account> = try row.next()
            pasts[student]?.bookings.append(
                Booked(made: try row.next(), start: try row.next(), ended: try row.next())
            )
        }
        try tx.stream(
            """
            SELECT l.student_id, l.updated_at FROM lesson l
             WHERE l.state = 'cancelled' AND l.ended_by = 'student' AND l.updated_at >= \(start) ORDER BY l.updated_at
            """
        ) { row in
            let student: ID<Account> = try row.next()
            pasts[student]?.cancels.append(try row.next())
        }
        try tx.stream(
            """
            SELECT o.student_id, e.at, CASE WHEN e.kind IN ('grant', 'release', 'return') THEN e.units ELSE -e.units END
              FROM lot_entry e JOIN lot o ON o.id = e.lot_id WHERE e.kind <> 'use' ORDER BY e.at
            """
        ) { row in
            let student: ID<Account> = try row.next()
            pasts[student]?.units.append((at: try row.next(), change: try row.next()))
        }
        return pasts
    }
}
