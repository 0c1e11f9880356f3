import Kernel
import Store

/// The length of a lesson in minutes: 30, 45, 60, 90 or 120.
struct LessonMinutes: Hashable, Comparable, Sendable {
    let value: Int

    static let all = [30, 45, 60, 90, 120].map(LessonMinutes.init(unchecked:))
    static let hour = LessonMinutes(unchecked: 60)

    var duration: Duration { .minutes(value) }

    /// Nil for another length.
    init?(_ value: Int) {
        guard Self.all.contains(where: { $0.value == value }) else { return nil }
        self.value = value
    }

    private init(unchecked value: Int) { self.value = value }

    static func < (left: Self, right: Self) -> Bool { left.value < right.value }
}

extension LessonMinutes: Codable, Described {
    init(from decoder: any Decoder) throws {
        let value = try decoder.singleValueContainer().decode(Int.self)
        guard let minutes = Self(value) else { throw Refusal.noLessonLength }
        self = minutes
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(value)
    }

    static let schema = Schema.integer(30...120)
    static let placeholder = LessonMinutes.hour
}

extension LessonMinutes: RawRepresentable, SQLValueConvertible {
    init?(rawValue: Int) { self.init(rawValue) }

    var rawValue: Int { value }
}
