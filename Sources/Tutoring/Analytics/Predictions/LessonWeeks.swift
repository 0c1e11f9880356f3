import Kernel
import Platform
import Store

/// The lessons of whole weeks on the wall, from Monday to Sunday.
struct LessonWeeks: Sendable {
    /// The Monday of the week that has begun.
    let present: CivilDate
    /// The lessons of the weeks before it, the oldest first.
    let counts: [Int]

    /// A year with the weeks of the back-test and the four before them.
    private static let most = 52 + 8 + 4

    static func of(_ zone: Zone, _ tx: borrowing Tx) throws -> LessonWeeks {
        let today = zone.civil(tx.now).date
        let present = today + (1 - today.weekday)
        let starts = try tx.values(
            """
            SELECT l.starts_at FROM lesson l
             WHERE \(Lesson.isTaught) AND l.starts_at >= \(zone.instant(of: present + -7 * most, at: .midnight))
               AND l.starts_at < \(zone.instant(of: present, at: .midnight))
            """,
            as: Instant.self
        )
        var counts = Array(repeating: 0, count: most)
        for start in starts {
            let weeksAgo = (present - zone.civil(start).date + 6) / 7
            counts[most - weeksAgo] += 1
        }
        return LessonWeeks(present: present, counts: Array(counts.drop { $0 == 0 }))
    }
}
