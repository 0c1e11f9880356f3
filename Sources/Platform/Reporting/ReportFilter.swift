import Kernel
import Store

/// What narrows a report down: a flat structure, given in the query or as an object of an export.
package protocol ReportFilter: Codable, Sendable {
    /// What its types cannot say, by member: as a period that ends before it begins.
    var faults: [Problem.Fault] { get }
}

extension ReportFilter {
    package var faults: [Problem.Fault] { [] }

    static func read(_ value: JSONValue, at place: String) throws -> Self {
        let faults = Schema.recorded(for: Self.self).faults(in: value, at: place)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        let filter: Self
        do {
            filter = try JSON.decode(Self.self, from: value)
        } catch let error as DecodingError {
            let fault = error.fault
            throw Problem(.invalid, faults: [Problem.Fault(place + fault.pointer, fault.refusal)])
        }
        try filter.check(at: place)
        return filter
    }

    /// Refused with 422 for what ``faults`` finds.
    package func check(at place: String = "query") throws {
        let found = faults.map { Problem.Fault("\(place)/\($0.pointer)", $0.refusal) }
        guard found.isEmpty else { throw Problem(.invalid, faults: found) }
    }
}

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
}

// swift-format-ignore
extension Refusal {
    package static let periodEndsEarly = Refusal("ends_before_it_begins", ["en": "lies before the beginning", "it": "precede l'inizio", "ar": "يسبق البداية", "ku": "پێش دەستپێکە"])
}
