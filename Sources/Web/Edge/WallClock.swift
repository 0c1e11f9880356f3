import Kernel
import Synchronization

#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif

/// The machine's clock, for the edge and the composition root; all other code receives the time.
public enum WallClock {
    @Sendable public static func now() -> Instant {
        Instant(micros: Int64(Date().timeIntervalSince1970 * 1_000_000))
    }
}

/// The `Date` header, formatted once a second.
final class DateHeader: Sendable {
    private let last = Mutex((second: Int64.min, text: ""))

    func text(at now: Instant) -> String {
        let second = now.seconds
        return last.withLock { last in
            if last.second != second { last = (second, Self.text(second)) }
            return last.text
        }
    }

    /// IMF-fixdate (RFC 9110 §5.6.7).
    private static func text(_ second: Int64) -> String {
        let date = CivilDate(days: Int32(second / 86_400))
        let (year, month, day) = date.parts
        let clock = Int(second % 86_400)
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : String(number) }
        let time = "\(two(clock / 3600)):\(two(clock / 60 % 60)):\(two(clock % 60))"
        return "\(weekdays[date.weekday - 1]), \(two(day)) \(months[month - 1]) \(year) \(time) GMT"
    }

    private static let weekdays = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    private static let months = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
}
