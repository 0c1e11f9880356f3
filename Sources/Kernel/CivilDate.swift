/// A calendar date without a time or a zone (`YYYY-MM-DD`).
///
/// Kept as days since 1970-01-01 of the Gregorian calendar.
public struct CivilDate: Hashable, Comparable, Sendable {
    public let days: Int32

    public init(days: Int32) {
        self.days = days
    }

    /// Nil when the day does not exist, such as 30 February.
    public init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (0...9999).contains(year), (1...12).contains(month),
            (1...Self.length(of: month, year)).contains(day)
        else {
            return nil
        }
        // Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms": years start in March.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        days = Int32(era * 146_097 + dayOfEra - 719_468)
    }

    public var parts: (year: Int, month: Int, day: Int) {
        let shifted = Int(days) + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        return (
            yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        )
    }

    public var year: Int { parts.year }

    /// 1 is Monday, 7 is Sunday (ISO 8601).
    public var weekday: Int {
        let remainder = (Int(days) + 3) % 7
        return (remainder < 0 ? remainder + 7 : remainder) + 1
    }

    public static func < (left: Self, right: Self) -> Bool {
        left.days < right.days
    }

    public static func + (date: Self, days: Int) -> Self {
        Self(days: date.days + Int32(days))
    }

    public static func - (left: Self, right: Self) -> Int {
        Int(left.days - right.days)
    }

    private static func length(of month: Int, _ year: Int) -> Int {
        switch month {
        case 4, 6, 9, 11: 30
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        default: 31
        }
    }
}

extension CivilDate: CustomStringConvertible {
    /// Parses `YYYY-MM-DD`, in the digits of any script.
    public init?(_ text: some StringProtocol) {
        var bytes = Array(text.utf8)
        // Digits of other scripts and dashes of other widths have more bytes.
        if bytes.count > 10 { bytes = Array(String(text).inToken.utf8) }
        guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
            let year = number(bytes, 0..<4, in: 0...9999), let month = number(bytes, 5..<7, in: 1...12),
            let day = number(bytes, 8..<10, in: 1...31)
        else { return nil }
        self.init(year, month, day)
    }

    public var description: String {
        let (year, month, day) = parts
        return "\(padded(year, to: 4))-\(padded(month))-\(padded(day))"
    }
}

extension CivilDate: Codable {
    public init(from decoder: any Decoder) throws {
        let text = try decoder.singleValueContainer().decode(String.self)
        guard let date = Self(text) else { throw Refusal(.notADate) }
        self = date
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension CivilDate: Described {
    public static var schema: Schema {
        .text(
            TextRule(format: "date", example: placeholder.description) {
                Self($0) == nil ? Refusal(.notADate) : nil
            }
        )
    }

    public static let placeholder = Self(days: 20_454)
}
