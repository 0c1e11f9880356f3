import Kernel
import Store

/// SQL for the time on a wall, which needs no zones in the database.
struct LocalTimeSQL: Sendable {
    /// The offsets that end at these moments, in order.
    private let changes: [(before: Instant, offset: Int)]
    private let last: Int
    let dialect: Dialect

    /// Exact from ten years before `now` to two years after.
    init(_ zone: Zone, at now: Instant, for dialect: Dialect) {
        self.dialect = dialect
        var (changes, time): ([(Instant, Int)], Instant) = ([], now - .days(3_653))
        var offset = zone.offset(at: time)
        let end = now + .days(731)
        while time < end {
            let next = time + .days(1)
            let other = zone.offset(at: next)
            if other != offset {
                changes.append((Self.change(of: zone, from: time, to: next), offset))
                offset = other
            }
            time = next
        }
        self.changes = changes
        last = offset
    }

    /// The first moment with the offset of `end`, to the second.
    private static func change(of zone: Zone, from start: Instant, to end: Instant) -> Instant {
        var (low, high) = (start, end)
        let after = zone.offset(at: end)
        while high - low > .seconds(1) {
            let middle = low + .seconds((high - low).components.seconds / 2)
            if zone.offset(at: middle) == after { high = middle } else { low = middle }
        }
        return high
    }

    /// The seconds since midnight of 1 January 1970 on the wall.
    func seconds(of instant: SQL) -> SQL {
        let elapsed: SQL = """
            \(pg: "CAST(FLOOR(EXTRACT(EPOCH FROM ", sqlite: "((")\(instant)\(pg: ")) AS bigint)", sqlite: ") / 1000000)")
            """
        let cases = changes.reduce(into: SQL.empty) { sql, change in
            sql = "\(sql) WHEN \(instant) < \(change.before) THEN \(change.offset)"
        }
        // PostgreSQL takes bound values in all branches for text.
        return changes.isEmpty
            ? "(\(elapsed) + \(last))" : "(\(elapsed) + CAST(CASE\(cases) ELSE \(last) END AS bigint))"
    }
}

/// A part of a time on a wall, by which reports are grouped.
package enum LocalTimePart: String, CaseIterable, Sendable {
    case day, week, month, quarter, weekday, hour

    var name: StaticString {
        switch self {
        case .day: "day"
        case .week: "week"
        case .month: "month"
        case .quarter: "quarter"
        case .weekday: "weekday"
        case .hour: "hour"
        }
    }

    var kind: ReportColumn.Kind {
        switch self {
        case .day, .week: .date
        case .month, .quarter: .text
        case .weekday, .hour: .integer
        }
    }

    // swift-format-ignore
    var title: LocalizedText {
        switch self {
        case .day:     ["en": "Day", "it": "Giorno", "ar": "اليوم", "ku": "ڕۆژ"]
        case .week:    ["en": "Week from", "it": "Settimana dal", "ar": "الأسبوع من", "ku": "هەفتە لە"]
        case .month:   ["en": "Month", "it": "Mese", "ar": "الشهر", "ku": "مانگ"]
        case .quarter: ["en": "Quarter", "it": "Trimestre", "ar": "الربع", "ku": "چارەک"]
        case .weekday: ["en": "Weekday", "it": "Giorno della settimana", "ar": "يوم الأسبوع", "ku": "ڕۆژی هەفتە"]
        case .hour:    ["en": "Hour", "it": "Ora", "ar": "الساعة", "ku": "کاتژمێر"]
        }
    }

    /// From seconds on the wall; the first day of 1970 was a Thursday.
    func sql(of seconds: SQL, _ dialect: Dialect) -> SQL {
        let days: SQL = "(\(seconds) / 86400)"
        switch self {
        case .day: return Self.date(days)
        case .week: return Self.date("(\(days) - (\(days) + 3) % 7)")
        case .month:
            return """
                \(pg: "to_char(DATE '1970-01-01' + CAST(", sqlite: "strftime('%Y-%m', ")\
                \(days)\(pg: " AS int), 'YYYY-MM')", sqlite: " * 86400, 'unixepoch')")
                """
        case .quarter:
            let postgres: SQL = "to_char(DATE '1970-01-01' + CAST(\(days) AS int), 'YYYY-\"Q\"Q')"
            let sqlite: SQL = """
                (strftime('%Y-Q', \(days) * 86400, 'unixepoch')
                 || ((CAST(strftime('%m', \(days) * 86400, 'unixepoch') AS INTEGER) + 2) / 3))
                """
            return "\(pg: postgres, sqlite: sqlite, for: dialect)"
        case .weekday: return "((\(days) + 3) % 7 + 1)"
        case .hour: return "(\(seconds) / 3600 % 24)"
        }
    }

    private static func date(_ days: SQL) -> SQL {
        "\(pg: "(DATE '1970-01-01' + CAST(", sqlite: "(")\(days)\(pg: " AS int))", sqlite: ")")"
    }
}
