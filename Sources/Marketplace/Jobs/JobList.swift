import Kernel
import Platform
import Store
import Web

/// Conditions on a list of jobs, and its order.
struct JobFilter: Query {
    /// Jobs of this customer.
    var customerId: ID<Account>?
    /// Jobs directed at this provider or awarded to it.
    var providerId: ID<Provider>?
    /// In this coarse state.
    var status: Job.Outer?
    /// In these exact states.
    var state: [Job.State]?
    /// For this service.
    var serviceId: ID<Service>?
    /// In this region.
    var regionId: ID<Region>?
    /// With a window that ends after this moment.
    var from: Instant?
    /// With a window that begins before this moment.
    var until: Instant?
    /// The latitude of the point that distances count from; together with `lon`.
    var lat: Latitude?
    /// The longitude of that point.
    var lon: Longitude?
    /// At most this far from the point, from 0.1 to 200 kilometres.
    var radiusKm: RadiusKm?
    /// The order: newest first when absent; `-` turns it around.
    var sort: JobOrder?
}

/// The order of a list of jobs.
enum JobOrder: String, Codable, CaseIterable, Sendable {
    /// Oldest first.
    case createdAt = "created_at"
    /// Newest first.
    case newest = "-created_at"
    /// By the beginning of the window, the soonest first.
    case window
    /// By the beginning of the window, the latest first.
    case lateWindow = "-window"
    /// The nearest first; needs `lat` and `lon`.
    case distance
    /// The farthest first; needs `lat` and `lon`.
    case farthest = "-distance"
    /// By the time-out of the state, the next first.
    case expiresAt = "expires_at"
    /// By the time-out of the state, the last first.
    case lateExpiry = "-expires_at"

    var needsPoint: Bool { self == .distance || self == .farthest }

    var keys: SortOrder<ListedJob> {
        switch self {
        case .createdAt: SortOrder(.ascending("created_at", \.job.createdAt), .ascending("id", \.job.id))
        case .newest: SortOrder(.descending("created_at", \.job.createdAt), .descending("id", \.job.id))
        case .window: SortOrder(.ascending("window_from", \.job.windowFrom), .ascending("id", \.job.id))
        case .lateWindow:
            SortOrder(.descending("window_from", \.job.windowFrom), .descending("id", \.job.id))
        case .distance: SortOrder(.ascending("distance", \.metres), .ascending("id", \.job.id))
        case .farthest: SortOrder(.descending("distance", \.metres), .descending("id", \.job.id))
        case .expiresAt: SortOrder(.ascending("expires_at", \.job.expiresAt), .ascending("id", \.job.id))
        case .lateExpiry:
            SortOrder(.descending("expires_at", \.job.expiresAt), .descending("id", \.job.id))
        }
    }
}

/// A job of a list, with its distance from the point of the filter.
struct ListedJob: RowDecodable {
    let job: Job
    /// 0 without a point.
    let metres: Int

    init(_ row: inout Row) throws {
        job = try Job(&row)
        metres = try row.next()
    }
}

extension JobFilter {
    /// A page of the jobs within the scope that match the filter.
    static func page(
        _ filter: JobFilter,
        _ page: PageRequest,
        within scope: Scope,
        where condition: SQL = "TRUE",
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Page<MarketJobView> {
        let point = try filter.point()
        let distance = filter.distance(from: point, exactly: scope.reach != .assigned)
        var conditions = [condition, Job.visible(to: scope)] + filter.conditions(distance)
        // The same rows, found from the provider's side.
        if scope.reach == .assigned { conditions.append(Job.candidates(of: try call.account)) }
        let listed: Page<ListedJob> = try tx.page(
            page,
            """
            SELECT \(Job.columns), \(distance ?? "0") AS distance FROM \(Job.source) WHERE \(SQL.all(conditions))
            """,
            order: (filter.sort ?? .newest).keys
        )
        let views = try JobViews.list(listed.data.map { $0.job.seen(at: tx.now) }, for: call, tx)
        let placed = zip(views, listed.data).map { view, row in
            var view = view
            view.distanceM = point == nil ? nil : row.metres
            return view
        }
        return Page(placed, next: listed.next, total: listed.total)
    }

    private func point() throws(Problem) -> Coordinates? {
        if let point = try Coordinates.inQuery(lat, lon) { return point }
        let needs =
            (radiusKm != nil ? ["query/radius_km"] : []) + (sort?.needsPoint == true ? ["query/sort"] : [])
        guard needs.isEmpty else {
            throw Problem(.invalid, faults: needs.map { .init($0, .needsPlace) })
        }
        return nil
    }

    /// Providers see places to a kilometre, so distances are from there too: exact ones would tell where a job is.
    private func distance(from point: Coordinates?, exactly: Bool) -> SQL? {
        guard let point else { return nil }
        let rounded = ("round(j.lat * 100.0) / 100.0" as SQL, "round(j.lon * 100.0) / 100.0" as SQL)
        let place = exactly ? ("j.lat", "j.lon") : rounded
        return SQL.metres(from: point, latitude: place.0, longitude: place.1)
    }

    private func conditions(_ distance: SQL?) -> [SQL] {
        let states = state ?? []
        let near: SQL? = radiusKm.flatMap { radius in distance.map { "\($0) <= \(radius.metres)" } }
        return [
            customerId.map { "j.customer_id = \($0)" }, providerId.map { "j.provider_id = \($0)" },
            status.map { "j.state \(in: $0.states)" }, states.isEmpty ? nil : "j.state \(in: states)",
            serviceId.map { "j.service_id = \($0)" }, regionId.map { "j.region_id = \($0)" },
            from.map { "j.window_until > \($0)" }, until.map { "j.window_from < \($0)" }, near,
        ].compactMap(\.self)
    }
}
