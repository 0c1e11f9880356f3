import Foundation

/// A time zone with its IANA name, such as `Europe/Rome`.
public struct Zone: Sendable {
    public let name: String
    private let rules: TimeZone

    /// Nil when the zone does not exist.
    public init?(_ name: String) {
        // Foundation reads a name only up to its first NUL. Devices say GMT; other short names are ambiguous.
        guard name.contains("/") || name == "UTC" || name == "GMT", !name.utf8.contains(0),
            let rules = TimeZone(identifier: name)
        else { return nil }
        self.name = name
        self.rules = rules
    }

    private init(known name: String) {
        self.name = name
        rules = TimeZone(identifier: name) ?? .gmt
    }

    public static let rome = Zone(known: "Europe/Rome")
    public static let newYork = Zone(known: "America/New_York")
    public static let baghdad = Zone(known: "Asia/Baghdad")
    public static let utc = Zone(known: "UTC")

    /// Seconds east of UTC.
    public func offset(at instant: Instant) -> Int {
        rules.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant.micros) / 1_000_000))
    }

    /// The local date and time at an instant.
    public func civil(_ instant: Instant) -> (date: CivilDate, time: LocalTime) {
        let local = instant.seconds + Int64(offset(at: instant))
        let day = Int64((Double(local) / 86_400).rounded(.down))
        return (CivilDate(days: Int32(day)), LocalTime(secondOfDay: Int(local - day * 86_400)))
    }

    /// The instant of a local date and time.
    ///
    /// A skipped time is the first instant after the gap; of a repeated time it is the first.
    public func instant(of date: CivilDate, at time: LocalTime) -> Instant {
        let local = Int64(date.days) * 86_400 + Int64(time.secondOfDay)
        let before = Int64(offset(at: Instant(seconds: local - 86_400)))
        let after = Int64(offset(at: Instant(seconds: local + 86_400)))
        let candidates = [local - max(before, after), local - min(before, after)]
        if let match = candidates.first(where: { Int64(offset(at: Instant(seconds: $0))) == local - $0 }) {
            return Instant(seconds: match)
        }
        return firstInstant(afterGapAround: local - max(before, after), upTo: local - min(before, after))
    }

    /// The moment of the clock change, by bisection: offsets differ at the two ends.
    private func firstInstant(afterGapAround low: Int64, upTo high: Int64) -> Instant {
        var (low, high) = (low, high)
        let offsetBefore = offset(at: Instant(seconds: low))
        while high - low > 1 {
            let middle = (low + high) / 2
            if offset(at: Instant(seconds: middle)) == offsetBefore { low = middle } else { high = middle }
        }
        return Instant(seconds: high)
    }
}

extension Zone: TextValue {
    public var rawValue: String { name }

    public init(unchecked normalised: String) {
        self.init(known: normalised)
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        guard Self(text) != nil else {
            throw Refusal(
                "unknown_time_zone",
                [
                    "en": "is not an IANA time zone", "it": "non è un fuso orario IANA",
                    "ar": "ليست منطقة زمنية من IANA", "ku": "ناوچەی کاتی IANA نییە",
                ]
            )
        }
        return text
    }

    public static let rule = TextRule(
        length: 3...64,
        example: "Europe/Rome",
        description: "An IANA time zone"
    )

    public static func == (left: Self, right: Self) -> Bool { left.name == right.name }
    public func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
