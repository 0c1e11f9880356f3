import Kernel
import Store

/// Days of the office's calendar, the first and the last included; without an end it goes on.
package struct ReportPeriod: Sendable, Hashable {
    package let from: CivilDate?
    package let to: CivilDate?

    package init(from: CivilDate?, to: CivilDate?) {
        self.from = from
        self.to = to
    }

    /// Under the names `from` and `to`.
    package var faults: [Problem.Fault] {
        var faults = [("from", from), ("to", to)].compactMap { name, date -> Problem.Fault? in
            guard let year = date?.year, !Self.years.contains(year) else { return nil }
            return Problem.Fault(name, Refusal(.outOfRange(Self.years)))
        }
        if let from, let to, from > to { faults.append(Problem.Fault("to", .periodEndsEarly)) }
        return faults
    }

    package func start(in zone: Zone) -> Instant? {
        from.map { zone.instant(of: $0, at: .midnight) }
    }

    /// The first moment after it.
    package func end(in zone: Zone) -> Instant? {
        to.map { zone.instant(of: $0 + 1, at: .midnight) }
    }

    /// That `column`, an instant, lies within.
    package func contains(_ column: SQL, in zone: Zone) -> SQL {
        SQL.all(
            [start(in: zone).map { "\(column) >= \($0)" }, end(in: zone).map { "\(column) < \($0)" }]
                .compactMap(\.self)
        )
    }

    private static let years = 1970...2199
    private static let maximumDays = 731
}

extension ReportPeriod {
    /// The days that are meant, the last `usual` when none are; refused with 422 at the parameters of the query.
    package func days(_ context: ReportContext, usually usual: Int) throws -> AnalyticsPeriod {
        let faults = faults.map { Problem.Fault("query/\($0.pointer)", $0.refusal) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        let today = context.zone.civil(context.now).date
        let last = to ?? max(today, from ?? today)
        let first = from ?? last + (1 - usual)
        guard last - first < Self.maximumDays else {
            throw Problem(.invalid, faults: [Problem.Fault("query/to", .periodTooLong)])
        }
        return AnalyticsPeriod(first: first, last: last)
    }
}

/// Whole days of the office's calendar that figures are counted over, the first and the last included.
package struct AnalyticsPeriod: Sendable, Equatable {
    package let first: CivilDate
    package let last: CivilDate

    package init(first: CivilDate, last: CivilDate) {
        self.first = first
        self.last = last
    }

    /// Just as long, and just before.
    package var before: AnalyticsPeriod {
        AnalyticsPeriod(first: first + -(last - first + 1), last: first + -1)
    }

    package func contains(_ column: SQL, in zone: Zone) -> SQL {
        ReportPeriod(from: first, to: last).contains(column, in: zone)
    }
}

extension AnalyticsPeriod: Codable {
    private enum CodingKeys: String, CodingKey {
        case first = "from"
        case last = "to"
    }
}
