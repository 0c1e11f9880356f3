import Kernel

/// A retention period.
package enum Period: Sendable, Hashable {
    case days(Int)
    /// Calendar years, in the product's zone.
    case years(Int)
    /// Until 31 December of the given number of years later, as tax law counts.
    case yearEnd(after: Int)
}

extension Period {
    /// The end of the period for records from `start`.
    package func end(from start: Instant, in zone: Zone) -> Instant {
        switch self {
        case .days(let count): start + .days(count)
        case .years(let count): zone.shifted(start, byYears: count)
        case .yearEnd(let count): zone.newYear(zone.civil(start).date.year + count + 1)
        }
    }

    /// The start of the oldest records within the period.
    package func cutoff(at now: Instant, in zone: Zone) -> Instant {
        switch self {
        case .days(let count): now - .days(count)
        case .years(let count): zone.shifted(now, byYears: -count)
        case .yearEnd(let count): zone.newYear(zone.civil(now).date.year - count)
        }
    }

    package var words: LocalizedText {
        switch self {
        case .days(let count):
            ["en": "\(count) days", "it": "\(count) giorni", "ar": "\(count) يوماً", "ku": "\(count) ڕۆژ"]
        case .years(let count):
            ["en": "\(count) years", "it": "\(count) anni", "ar": "\(count) سنوات", "ku": "\(count) ساڵ"]
        case .yearEnd(let count):
            [
                "en": "until 31 December, \(count) years later",
                "it": "fino al 31 dicembre del \(count)º anno successivo",
                "ar": "حتى 31 كانون الأول من السنة \(count) التالية",
                "ku": "تا 31ی کانوونی یەکەمی ساڵی \(count)ی دوای ئەوە",
            ]
        }
    }
}

extension Zone {
    fileprivate func newYear(_ year: Int) -> Instant {
        instant(of: CivilDate(year, 1, 1) ?? CivilDate(days: 0), at: .midnight)
    }

    /// The same day and time of another year; 29 February becomes 1 March in a common year.
    fileprivate func shifted(_ moment: Instant, byYears count: Int) -> Instant {
        let (date, time) = civil(moment)
        let (year, month, day) = date.parts
        let moved = CivilDate(year + count, month, day) ?? CivilDate(year + count, 3, 1) ?? date
        return instant(of: moved, at: time)
    }
}
