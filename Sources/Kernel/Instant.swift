/// A moment in UTC (RFC 3339).
///
/// Held in microseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Sendable {
    public let micros: Int64

    public init(micros: Int64) {
        self.micros = micros
    }

    public init(seconds: Int64) {
        self.init(micros: seconds * 1_000_000)
    }

    /// Whole seconds since 1970, rounded down.
    public var seconds: Int64 {
        floor(micros, 1_000_000).quotient
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.micros < right.micros
    }

    public static func + (instant: Self, duration: Duration) -> Self {
        Self(micros: instant.micros + duration.micros)
    }

    public static func - (instant: Self, duration: Duration) -> Self {
        Self(micros: instant.micros - duration.micros)
    }

    /// The time from `right` to `left`; negative when `left` is earlier.
    public static func - (left: Self, right: Self) -> Duration {
        .microseconds(left.micros - right.micros)
    }
}

/// Division that rounds down, so that the rest is never negative.
private func floor(_ number: Int64, _ divisor: Int64) -> (quotient: Int64, rest: Int64) {
    let (quotient, rest) = number.quotientAndRemainder(dividingBy: divisor)
    return rest < 0 ? (quotient - 1, rest + divisor) : (quotient, rest)
}

extension Duration {
    /// Whole microseconds, rounded towards zero.
    public var micros: Int64 {
        components.seconds * 1_000_000 + components.attoseconds / 1_000_000_000_000
    }

    public static func minutes(_ count: Int) -> Duration { .seconds(60 * count) }
    public static func hours(_ count: Int) -> Duration { .seconds(3_600 * count) }
    public static func days(_ count: Int) -> Duration { .seconds(86_400 * count) }
}

extension Instant: LosslessStringConvertible {
    /// Parses RFC 3339 with any offset: `2026-11-21T08:30:00.25+01:00`.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count >= 20, let date = CivilDate(text.prefix(10)), bytes[10] | 0x20 == UInt8(ascii: "t"),
            let hour = number(bytes, 11..<13, in: 0...23), bytes[13] == UInt8(ascii: ":"),
            let minute = number(bytes, 14..<16, in: 0...59), bytes[16] == UInt8(ascii: ":"),
            let second = number(bytes, 17..<19, in: 0...60)
        else { return nil }
        var position = 19
        var fraction: Int64 = 0
        if bytes[position] == UInt8(ascii: ".") {
            position += 1
            let start = position
            var unit: Int64 = 100_000
            while position < bytes.count, (48...57).contains(bytes[position]) {
                fraction += Int64(bytes[position] - 48) * unit
                unit /= 10
                position += 1
            }
            guard position > start else { return nil }
        }
        guard let offset = offsetMinutes(bytes[position...]) else { return nil }
        let seconds = Int64(date.days) * 86_400 + Int64(hour * 3_600 + (minute - offset) * 60 + second)
        guard Self.writable.contains(seconds) else { return nil }
        micros = seconds * 1_000_000 + fraction
    }

    /// The seconds of the years 0 to 9999 in UTC: an offset or a leap second must not exceed the writable
    /// range.
    private static let writable: ClosedRange<Int64> = -62_167_219_200...253_402_300_799

    /// RFC 3339 in UTC; with a fraction only when it is not zero.
    public var description: String {
        let (days, rest) = floor(micros, 86_400_000_000)
        let second = Int(rest / 1_000_000)
        let fraction = Int(rest % 1_000_000)
        let clock = "\(padded(second / 3_600)):\(padded(second / 60 % 60)):\(padded(second % 60))"
        return
            "\(CivilDate(days: Int32(clamping: days)))T\(clock)\(fraction == 0 ? "" : "." + padded(fraction, to: 6))Z"
    }
}

/// Minutes east of UTC from `Z` or `±hh:mm`; nil when it is neither.
private func offsetMinutes(_ bytes: ArraySlice<UInt8>) -> Int? {
    let zone = Array(bytes)
    if zone.count == 1, zone[0] | 0x20 == UInt8(ascii: "z") { return 0 }
    guard zone.count == 6, zone[3] == UInt8(ascii: ":"),
        let hours = number(zone, 1..<3, in: 0...23), let minutes = number(zone, 4..<6, in: 0...59)
    else { return nil }
    switch zone[0] {
    case UInt8(ascii: "+"): return hours * 60 + minutes
    case UInt8(ascii: "-"): return -(hours * 60 + minutes)
    default: return nil
    }
}

func number(_ bytes: [UInt8], _ range: Range<Int>, in allowed: ClosedRange<Int>) -> Int? {
    guard range.upperBound <= bytes.count else { return nil }
    var value = 0
    for byte in bytes[range] {
        guard (48...57).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 48)
    }
    return allowed.contains(value) ? value : nil
}

func padded(_ number: Int, to width: Int = 2) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

extension Instant: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let instant = Self(text) else { throw Refusal(.notAnInstant) }
        self = instant
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension Instant: Described {
    public static var schema: Schema {
        .text(
            TextRule(format: "date-time", example: placeholder.description) {
                Self($0) == nil ? Refusal(.notAnInstant) : nil
            }
        )
    }

    public static let placeholder = Self(seconds: 1_767_225_600)
}
