import Kernel
import Store

/// A period of days in the product's zone, the first and the last included.
package struct ReportPeriod: Sendable, Hashable {
    /// The first day; without one the period has no start.
    package let from: CivilDate?
    /// The last day; without one the period has no end.
    package let to: CivilDate?

    package init(from: CivilDate?, to: CivilDate?) {
        self.from = from
        self.to = to
    }

    /// The faults of the members `from` and `to`.
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

    /// The first moment after the period.
    package func end(in zone: Zone) -> Instant? {
        to.map { zone.instant(of: $0 + 1, at: .midnight) }
    }

    /// The condition that `column`, an instant, lies within the period.
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
    /// The days of the period, by default the last `usual` ones; refused with 422 at the parameters of the query.
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

/// A period of whole days in the product's zone, the first and the last included.
package struct AnalyticsPeriod: Sendable, Equatable {
    /// The first day that is counted.
    package let first: CivilDate
    /// The last day that is counted.
    package let last: CivilDate

    package init(first: CivilDate, last: CivilDate) {
        self.first = first
        self.last = last
    }

    /// The period of the same length just before.
    package var before: AnalyticsPeriod {
        AnalyticsPeriod(first: first + -(last - first + 1), last: first + -1)
    }

    package func contains(_ column: SQL, in zone: Zone) -> SQL {
        ReportPeriod(from: first, to: last).contains(column, in: zone)
    }
}

extension AnalyticsPeriod: Codable {
    enum CodingKeys: String, CodingKey {
        /// The first day that is counted.
        case first = "from"
        /// The last day that is counted.
        case last = "to"
    }
}
