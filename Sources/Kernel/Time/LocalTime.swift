/// A local time of day, to the second (`HH:MM` or `HH:MM:SS`).
public struct LocalTime: TextValue, Comparable {
    public let secondOfDay: Int

    init(secondOfDay: Int) {
        self.secondOfDay = secondOfDay
    }

    /// Nil for an impossible time.
    public init?(_ hour: Int, _ minute: Int, _ second: Int = 0) {
        guard (0...23).contains(hour), (0...59).contains(minute), (0...59).contains(second) else {
            return nil
        }
        secondOfDay = hour * 3_600 + minute * 60 + second
    }

    /// Parses `hh:mm` or `hh:mm:ss`.
    public init?(_ text: String) {
        let bytes = Array(text.utf8)
        guard bytes.count == 5 || bytes.count == 8 && bytes[5] == UInt8(ascii: ":"),
            bytes[2] == UInt8(ascii: ":"),
            let hour = number(bytes, 0..<2, in: 0...23), let minute = number(bytes, 3..<5, in: 0...59),
            let second = bytes.count == 5 ? 0 : number(bytes, 6..<8, in: 0...59)
        else { return nil }
        self.init(hour, minute, second)
    }

    public var hour: Int { secondOfDay / 3_600 }
    public var minute: Int { secondOfDay / 60 % 60 }
    public var second: Int { secondOfDay % 60 }

    public static let midnight = LocalTime(secondOfDay: 0)

    public static func < (left: Self, right: Self) -> Bool { left.secondOfDay < right.secondOfDay }
}

extension LocalTime {
    /// Without the seconds when they are zero.
    public var rawValue: String {
        "\(padded(hour)):\(padded(minute))\(second == 0 ? "" : ":" + padded(second))"
    }

    public init(unchecked normalised: String) {
        self = Self(normalised) ?? .midnight
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        guard let time = Self(text.inToken) else {
            throw Refusal(
                "invalid_time",
                [
                    "en": "is not a time of day (hh:mm)", "it": "non è un orario (hh:mm)",
                    "ar": "ليس وقتاً (hh:mm)", "ku": "کات نییە (hh:mm)",
                ]
            )
        }
        return time.rawValue
    }

    public static let rule = TextRule(
        length: 5...8,
        pattern: "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$",
        example: "07:30"
    )
}
