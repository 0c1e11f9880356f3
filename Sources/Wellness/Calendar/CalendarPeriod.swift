import Kernel

/// A named span of whole dates: a month, a quarter or an ISO week.
protocol CalendarPeriod: TextValue, Comparable {
    /// The first and the last date.
    var dates: ClosedRange<CivilDate> { get }

    init(containing date: CivilDate)
    /// Reads the name; nil for a name of another form, and for a period that the calendar does not have.
    init?(named text: String)

    static var refusal: Refusal { get }
}

extension CalendarPeriod {
    var previous: Self { Self(containing: dates.lowerBound + -1) }
    var next: Self { Self(containing: dates.upperBound + 1) }

    init(unchecked normalised: String) {
        self = Self(named: normalised) ?? Self(containing: .placeholder)
    }

    static func normalised(_ text: String) throws(Refusal) -> String {
        guard let period = Self(named: text) else { throw refusal }
        return period.rawValue
    }

    static func < (left: Self, right: Self) -> Bool { left.dates.lowerBound < right.dates.lowerBound }
}

extension ClosedRange<CivilDate> {
    /// Each date of the span in order.
    var days: [CivilDate] { (lowerBound.days...upperBound.days).map { CivilDate(days: $0) } }

    /// The span of `count` dates that ends on `date`.
    static func last(_ count: Int, to date: CivilDate) -> Self { date + (1 - count)...date }
}

/// The first day of a month of any year; months outside 1 to 12 are those of other years.
func firstDay(ofMonth month: Int, _ year: Int) -> CivilDate {
    let index = year * 12 + month - 1
    let cycle = index >= 0 ? index / 4_800 : (index - 4_799) / 4_800
    // The calendar repeats every 400 years, which are 146,097 days.
    let first = CivilDate((index - cycle * 4_800) / 12 + 400, (index - cycle * 4_800) % 12 + 1, 1)
    return (first ?? .placeholder) + (cycle - 1) * 146_097
}

/// Reads four digits, a separator and `digits` more, as `2026-W11`.
func numbers(in text: String, separatedBy separator: String, digits: Int) -> (year: Int, part: Int)? {
    let bytes = Array(text.utf8)
    let marks = Array(separator.utf8)
    guard bytes.count == 4 + marks.count + digits, Array(bytes[4..<4 + marks.count]) == marks,
        let year = decimal(bytes[..<4]), let part = decimal(bytes[(4 + marks.count)...])
    else { return nil }
    return (year, part)
}

private func decimal(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.reduce(0 as Int?) { value, byte in
        guard let value, (48...57).contains(byte) else { return nil }
        return value * 10 + Int(byte - 48)
    }
}
