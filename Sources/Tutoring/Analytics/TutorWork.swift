import Kernel
import Platform
import Store

/// The work of a tutor in some days.
struct TutorWork: Sendable {
    let id: ID<Tutor>
    let name: String
    var minutes = 0
    /// Agreed lessons whose time has come.
    var agreed = 0
    var taught = 0
    var cancelled = 0
    var strikes = 0
    /// Students who were taught, and those of them who were taught more than once.
    var students = 0
    var returned = 0
    /// In cents.
    var net: Int64 = 0
    var earnings = 0
    var responseSeconds: Int?
    var responses = 0
    var rating: Double?
    var ratings = 0

    func hours(_ window: String) -> Figure {
        Figure((Double(minutes) / 6).rounded() / 10, .hours, "Minutes taught / 60.", over: window, of: taught)
    }

    func completion(_ window: String) -> Figure {
        Figure(taught, of: agreed, "Lessons taught / agreed lessons whose time has come.", over: window)
    }

    func cancels(_ window: String) -> Figure {
        Figure(
            cancelled,
            of: agreed,
            "Lessons the tutor cancelled / agreed lessons whose time has come.",
            over: window
        )
    }

    func strikes(_ window: String) -> Figure {
        Figure(count: strikes, "Late cancellations and absences.", over: window)
    }

    func repeats(_ window: String) -> Figure {
        Figure(returned, of: students, "Students taught more than once / students taught.", over: window)
    }

    func net(_ window: String) -> Figure {
        Figure(
            Double(net),
            .cents,
            "Earnings less returns, without commission and VAT.",
            over: window,
            of: earnings
        )
    }

    static func sum(of all: [TutorWork]) -> TutorWork {
        all.reduce(into: TutorWork(id: ID(raw: 0), name: "")) { sum, work in
            sum.minutes += work.minutes
            sum.agreed += work.agreed
            sum.taught += work.taught
            sum.cancelled += work.cancelled
            sum.strikes += work.strikes
            sum.students += work.students
            sum.returned += work.returned
            sum.net += work.net
            sum.earnings += work.earnings
        }
    }
}

// Signals.
extension TutorWork {
    /// The figures that are compared; nil where a tutor has no case.
    private static let compared: [(name: String, value: @Sendable (TutorWork) -> Double?)] = [
        ("hours", { Double($0.minutes) / 60 }),
        ("completion", { $0.agreed == 0 ? nil : Double($0.taught) / Double($0.agreed) }),
        ("cancels", { $0.agreed == 0 ? nil : Double($0.cancelled) / Double($0.agreed) }),
        ("strikes", { Double($0.strikes) }),
        ("response", { $0.responseSeconds.map(Double.init) }),
        ("rating", { $0.rating }),
        ("repeats", { $0.students == 0 ? nil : Double($0.returned) / Double($0.students) }),
        ("net", { Double($0.net) }),
    ]

    static func ranges(of all: [TutorWork]) -> [String: (range: UsualRange, n: Int)] {
        var ranges: [String: (UsualRange, Int)] = [:]
        for figure in compared {
            let values = all.compactMap(figure.value)
            if let range = UsualRange(values) { ranges[figure.name] = (range, values.count) }
        }
        return ranges
    }

    func signals(against ranges: [String: (range: UsualRange, n: Int)]) -> [TutorsView.Signal] {
        Self.compared.compactMap { figure in
            guard let (range, n) = ranges[figure.name], let value = figure.value(self),
                range.isOutside(value)
            else { return nil }
            return TutorsView.Signal(
                figure: figure.name,
                value: value,
                median: range.median,
                deviation: range.deviation,
                n: n
            )
        }
    }
}

extension TutorWork: RowDecodable {
    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        responseSeconds = try row.next()
        responses = try row.next()
        rating = try row.next()
        ratings = try row.next()
        strikes = try row.next()
        net = try row.next()
        earnings = try row.next()
    }

    /// The verified tutors.
    static func all(in period: FigurePeriod, _ tx: borrowing Tx) throws -> [TutorWork] {
        let tutors: [TutorWork] = try tx.all(
            """
            SELECT t.id, t.display_name, f.response_seconds, COALESCE(f.response_n, 0), f.rating, COALESCE(f.rating_n, 0),
                   (SELECT COUNT(*) FROM strike k
                     WHERE k.tutor_id = t.id AND k.at >= \(period.start) AND k.at < \(period.end)),
                   COALESCE(e.net, 0), COALESCE(e.n, 0)
              FROM tutor t LEFT JOIN tutor_figures f ON f.tutor_id = t.id
              LEFT JOIN (SELECT e.tutor_id, \(SQL.sum(of: "e.amount")) AS net, COUNT(*) AS n FROM tutor_entry e
                          WHERE e.kind IN ('earning', 'return', 'expiry')
                            AND e.at >= \(period.start) AND e.at < \(period.end) GROUP BY e.tutor_id) AS e
                     ON e.tutor_id = t.id
             WHERE t.is_verified ORDER BY t.id
            """
        )
        let lessons = try lessons(in: period, tx)
        return tutors.map { tutor in
            var work = tutor
            for student in lessons[tutor.id] ?? [] { work.add(student) }
            return work
        }
    }

    private mutating func add(_ student: Lessons) {
        minutes += student.minutes
        agreed += student.agreed
        taught += student.taught
        cancelled += student.cancelled
        students += student.taught > 0 ? 1 : 0
        returned += student.taught > 1 ? 1 : 0
    }

    /// The lessons of a tutor with a student.
    private struct Lessons: RowDecodable {
        let tutor: ID<Tutor>
        let agreed: Int
        let taught: Int
        let cancelled: Int
        let minutes: Int

        init(_ row: inout Row) throws {
            tutor = try row.next()
            agreed = try row.next()
            taught = try row.next()
            cancelled = try row.next()
            minutes = try row.next()
        }
    }

    private static func lessons(
        in period: FigurePeriod,
        _ tx: borrowing Tx
    ) throws -> [ID<Tutor>: [Lessons]] {
        let rows: [Lessons] = try tx.all(
            """
            SELECT l.tutor_id, COUNT(*), \(SQL.sum(of: "CASE WHEN \(Lesson.isTaught) THEN 1 ELSE 0 END")),
                   \(SQL.sum(of: "CASE WHEN l.state = 'cancelled' AND l.ended_by = 'tutor' THEN 1 ELSE 0 END")),
                   \(SQL.sum(of: "CASE WHEN \(Lesson.isTaught) THEN l.minutes ELSE 0 END"))
              FROM lesson l
             WHERE l.starts_at >= \(period.start) AND l.starts_at < \(period.end) AND l.ends_at <= \(tx.now)
               AND l.state NOT IN ('held', 'released', 'requested', 'declined') AND l.booking_id IS NOT NULL
             GROUP BY l.tutor_id, l.student_id
            """
        )
        return Dictionary(grouping: rows, by: \.tutor)
    }
}

extension Lesson {
    /// Whether a lesson took place; one that the student missed did not.
    static let isTaught: SQL = "(l.state = 'completed' OR l.state = 'settled' AND COALESCE(l.share, 0) < 100)"
}
