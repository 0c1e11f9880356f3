import Kernel
import Platform
import Web

/// The days of figures, and how they are divided.
struct GroupedSpan: Query {
    /// The first day.
    var from: CivilDate
    /// The last day; 366 days at most.
    var to: CivilDate
    /// Adds the same figures for each part, of which there are 62 at most; nothing is divided when absent.
    var groupBy: Part?

    /// A part of the days.
    enum Part: String, Codable, CaseIterable, Sendable {
        /// Each day.
        case day
        /// Weeks from Monday; the first and the last may be shorter.
        case week
        /// Calendar months; the first and the last may be shorter.
        case month

        fileprivate func begins(at day: CivilDate) -> Bool {
            switch self {
            case .day: true
            case .week: day.weekday == 1
            case .month: day.parts.day == 1
            }
        }
    }

    private static let mostParts = 62

    func period(in zone: Zone) throws(Problem) -> FigurePeriod {
        try FigureSpan(from: from, to: to).period(in: zone)
    }

    /// The parts of the period, in order; none when it is not divided.
    func parts(of period: FigurePeriod) throws(Problem) -> [FigurePeriod] {
        guard let groupBy else { return [] }
        var parts: [FigurePeriod] = []
        var first = period.from
        while first <= period.to {
            var last = first
            while last < period.to, !groupBy.begins(at: last + 1) { last = last + 1 }
            parts.append(FigurePeriod(from: first, to: last, zone: period.zone))
            first = last + 1
        }
        guard parts.count <= Self.mostParts else {
            throw Problem(.invalid, faults: [.init("query/group_by", .spanTooLong)])
        }
        return parts
    }
}

extension FigurePeriod {
    /// The last days up to yesterday's end and today.
    static func last(_ days: Int, at now: Instant, in zone: Zone) -> FigurePeriod {
        let today = zone.civil(now).date
        return FigurePeriod(from: today + (1 - days), to: today, zone: zone)
    }
}
