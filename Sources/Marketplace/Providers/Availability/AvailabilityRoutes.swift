import Kernel
import Platform
import Store
import Web

/// The working time of providers: the hours of a week, exceptions, and what of them is free.
enum AvailabilityRoutes {
    static let routes = rows.tagged("Providers")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                            handler  needs
        Get("/providers/{id}/availability",  show,    .providerRead,   "Get a provider's availability", details: "Hours and exceptions are in the time zone of the provider's region; the free time is what they leave without bookings.").refuses(.notFound)
        Put("/providers/{id}/availability",  put,     .providerSupply, "Update a provider's availability", details: "Replaces the hours or the exceptions from today on, or both; an absent member stays. Bookings stay. Only the provider sets them.")
    }

    static func show(
        _ call: Call,
        id: ID<Provider>,
        days: AvailabilityQuery
    ) async throws -> AvailabilityView {
        try await call.db.read { tx in
            let provider = try Provider.seen(id, by: call, tx)
            let today = try provider.today(tx)
            let (from, until) = try days.range(from: today)
            return try AvailabilityView.of(provider, from: from, until: until, tx)
        }
    }

    static func put(
        _ call: Call,
        id: ID<Provider>,
        body: AvailabilityChanges
    ) async throws -> AvailabilityView {
        try await call.db.write { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            let today = try provider.today(tx)
            try body.apply(to: provider, from: today, tx)
            try Audit.record(
                ProviderAction.setAvailability,
                of: Provider.kind,
                id.cast(),
                by: call.actor,
                tx
            )
            let (from, until) = try AvailabilityQuery().range(from: today)
            return try AvailabilityView.of(provider, from: from, until: until, tx)
        }
    }
}

/// The days of an availability.
struct AvailabilityQuery: Query {
    /// The first day, included; today when absent.
    var from: CivilDate?
    /// The last day, included, at most 60 days after the first; 13 days after it when absent.
    var until: CivilDate?

    private static let longest = 60

    func range(from today: CivilDate) throws(Problem) -> (from: CivilDate, until: CivilDate) {
        let first = from ?? today
        let last = until ?? first + 13
        guard first <= last else {
            throw Problem(.invalid, faults: [.init("query/until", .endsBeforeItStarts)])
        }
        guard last - first <= Self.longest else {
            throw Problem(.invalid, faults: [.init("query/until", .longerThan60)])
        }
        return (first, last)
    }
}

/// The hours of a provider to set; absent members stay as they are.
struct AvailabilityChanges: Body, MergePatch {
    /// The hours of an ordinary week, in place of those set before.
    var hours: [HoursLine]?
    /// The days from today on whose hours differ, in place of those set before.
    var exceptions: [NewHoursException]?

    private static let mostExceptions = 100

    func apply(to provider: Provider, from today: CivilDate, _ tx: borrowing Tx) throws {
        let zone = try Region.find(provider.region, tx).zone
        let resource = try BookingResource.open(for: provider.account, in: zone, keepsOfficeDays: false, tx)
        if let hours { try WeeklyHours(hours, at: "/hours").save(for: resource.id, tx) }
        if let exceptions {
            try HoursException.replace(
                with: try Self.checked(exceptions, from: today),
                of: resource.id,
                from: today,
                tx
            )
        }
    }

    private static func checked(
        _ exceptions: [NewHoursException],
        from today: CivilDate
    ) throws(Problem) -> [(day: CivilDate, kind: HoursException.Kind, span: WallSpan)] {
        guard exceptions.count <= mostExceptions else {
            throw Problem(.invalid, faults: [.init("/exceptions", Refusal(.tooMany(mostExceptions)))])
        }
        var checked: [(day: CivilDate, kind: HoursException.Kind, span: WallSpan)] = []
        var faults: [Problem.Fault] = []
        for (index, exception) in exceptions.enumerated() {
            if exception.day < today {
                faults.append(.init("/exceptions/\(index)/day", .inThePast))
            } else if exception.day - today > 365 {
                faults.append(.init("/exceptions/\(index)/day", .tooFarAhead))
            }
            do {
                checked.append((exception.day, exception.kind, try exception.span()))
            } catch {
                faults += error.faults.map { .init("/exceptions/\(index)\($0.pointer)", $0.refusal) }
            }
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return checked
    }
}
