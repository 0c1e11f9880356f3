import Kernel
import Platform
import Web

/// The days of figures.
struct FigureSpan: Query {
    /// The first day.
    var from: CivilDate
    /// The last day; 366 days at most.
    var to: CivilDate

    static let longest = 366

    /// The days as moments of a zone.
    func period(in zone: Zone) throws(Problem) -> FigurePeriod {
        guard from <= to else { throw Problem(.invalid, faults: [.init("query/to", .endsBeforeItStarts)]) }
        guard to - from < Self.longest else {
            throw Problem(.invalid, faults: [.init("query/to", .spanTooLong)])
        }
        return FigurePeriod(from: from, to: to, zone: zone)
    }
}

/// Whole days of a zone.
struct FigurePeriod: Sendable {
    let from: CivilDate
    let to: CivilDate
    let zone: Zone

    var start: Instant { zone.instant(of: from, at: .midnight) }
    /// The first moment after it.
    var end: Instant { zone.instant(of: to + 1, at: .midnight) }
    /// An interval of ISO 8601.
    var window: String { "\(from)/\(to)" }
}
