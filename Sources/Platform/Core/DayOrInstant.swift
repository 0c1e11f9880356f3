import Kernel

/// A bound of a period: a whole day of the product's calendar, or a moment.
package enum DayOrInstant: Sendable, Hashable {
    case day(CivilDate)
    case instant(Instant)

    private static let years = 1970...2199

    /// Parses `YYYY-MM-DD` or RFC 3339; a `+` that a form made a blank is read as well.
    package init(parsing text: String) throws(Refusal) {
        if let day = CivilDate(text) {
            guard Self.years.contains(day.year) else { throw Refusal(.outOfRange(Self.years)) }
            self = .day(day)
        } else if let instant = Instant(text) ?? Instant(text.replacing(" ", with: "+")) {
            self = .instant(instant)
        } else {
            throw .neitherDayNorInstant
        }
    }

    /// The first moment that is included, as a lower bound.
    package func start(in zone: Zone) -> Instant {
        switch self {
        case .day(let day): zone.instant(of: day, at: .midnight)
        case .instant(let instant): instant
        }
    }

    /// The first moment that is left out, as an upper bound: a day is included until its end.
    package func end(in zone: Zone) -> Instant {
        switch self {
        case .day(let day): zone.instant(of: day + 1, at: .midnight)
        case .instant(let instant): instant
        }
    }
}

extension DayOrInstant: CustomStringConvertible {
    package var description: String {
        switch self {
        case .day(let day): day.description
        case .instant(let instant): instant.description
        }
    }
}

extension DayOrInstant: Codable {
    package init(from decoder: any Decoder) throws {
        try self.init(parsing: decoder.singleValueContainer().decode(String.self))
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }
}

extension DayOrInstant: Described {
    package static var schema: Schema {
        .text(
            TextRule(
                example: placeholder.description,
                description:
                    "A day of the product's time zone such as 2026-11-24, or a moment such as 2026-11-24T08:30:00Z"
            ) { text in
                do throws(Refusal) {
                    _ = try Self(parsing: text)
                    return nil
                } catch {
                    return error
                }
            }
        )
    }

    package static var placeholder: Self { .day(.placeholder) }
}

extension Refusal {
    fileprivate static let neitherDayNorInstant = Refusal(
        "invalid_day_or_instant",
        [
            "en": "is neither a date (YYYY-MM-DD) nor an RFC 3339 date and time",
            "it": "non è né una data (AAAA-MM-GG) né una data con ora in formato RFC 3339",
            "ar": "ليس تاريخاً (YYYY-MM-DD) ولا وقتاً بصيغة RFC 3339",
            "ku": "نە بەروارە (YYYY-MM-DD) و نە کاتێکە بە شێوازی RFC 3339",
        ]
    )
}
