import Kernel
import Platform
import Store

/// A provider that a search has found, with its place in the order.
struct FoundProvider: Sendable {
    let candidate: Candidate
    let metres: Int?
    let rank: Rank
    /// Ascending in every order; equal ones are ordered by identity.
    let key: Double

    init(_ candidate: Candidate, in area: ProviderSearch.Area, by order: SearchOrder, mean: Double) {
        self.candidate = candidate
        let distance = area.circle.map { circle in
            Rank.Distance(metres: circle.centre.metres(to: candidate.place), radius: circle.radius)
        }
        metres = distance?.metres
        rank = Rank(candidate.facts, at: distance, mean: mean)
        key =
            switch order {
            case .relevance, .relevanceDescending: -Double(rank.value)
            case .distance: Double(metres ?? 0)
            case .distanceDescending: -Double(metres ?? 0)
            case .rating, .ratingDescending: -(candidate.facts.score ?? 0)
            case .price: Double(candidate.price)
            case .priceDescending: -Double(candidate.price)
            }
    }

    fileprivate static func precedes(_ left: FoundProvider, _ right: FoundProvider) -> Bool {
        left.key != right.key ? left.key < right.key : left.candidate.id < right.candidate.id
    }

    fileprivate func comes(after position: SearchPosition) -> Bool {
        key != position.key ? key > position.key : candidate.id > position.id
    }
}

extension ProviderSearch {
    /// A page of the providers, in the order of the search.
    ///
    /// The free hour is asked last, and by cursor only until the page is full, because it reads hours and bookings.
    func page(_ request: PageRequest, in area: Area, _ tx: borrowing Tx) throws -> Page<FoundProvider> {
        let order = sort ?? .relevance
        let mean = try Ratings.siteMean(tx)
        let found = try candidates(in: area, tx)
            .map { FoundProvider($0, in: area, by: order, mean: mean) }
            .sorted(by: FoundProvider.precedes)
        switch request.position {
        case .number(let number):
            let free = try free(among: found, atMost: .max, tx)
            let start = (number - 1) * request.limit
            return Page(Array(free.dropFirst(start).prefix(request.limit)), total: free.count)
        case .after(let cursor):
            let position = try cursor.map { try SearchPosition($0, in: order) }
            let rest = position.map { position in found.drop { !$0.comes(after: position) } } ?? found[...]
            let free = try free(among: Array(rest), atMost: request.limit + 1, tx)
            let shown = Array(free.prefix(request.limit))
            let next = free.count > shown.count ? shown.last : nil
            return Page(shown, next: next.map { SearchPosition($0).cursor(in: order) })
        }
    }

    /// The first of them with an hour free on the day of the search; all without a day.
    private func free(
        among found: [FoundProvider],
        atMost limit: Int,
        _ tx: borrowing Tx
    ) throws -> [FoundProvider] {
        guard let availableOn else { return found.count > limit ? Array(found.prefix(limit)) : found }
        var free: [FoundProvider] = []
        var rest = found[...]
        while !rest.isEmpty, free.count < limit {
            let batch = rest.prefix(Self.batch)
            rest = rest.dropFirst(Self.batch)
            let ids = try Provider.free(among: batch.map(\.candidate.id), on: availableOn, tx)
            free += batch.filter { ids.contains($0.candidate.id) }
        }
        return Array(free.prefix(limit))
    }

    private static let batch = 200
}

extension Provider {
    /// Those with an hour free on a day, in the time zone of their region.
    static func free(
        among ids: [ID<Provider>],
        on day: CivilDate,
        _ tx: borrowing Tx
    ) throws -> Set<ID<Provider>> {
        var resources: [ID<Provider>: BookingResource] = [:]
        try tx.forEach(
            """
            SELECT p.id, \(BookingResource.columns) FROM provider p JOIN booking_resource o ON o.account_id = p.account_id
             WHERE p.id \(in: ids)
            """
        ) { row in
            let provider = try row.next(ID<Provider>.self)
            resources[provider] = try BookingResource(&row)
        }
        let free = try FreeTime.read(of: Array(resources.values), from: day, through: day, tx)
        return Set(
            resources.filter { _, resource in
                (free[resource.id] ?? []).contains { $0.upperBound - $0.lowerBound >= .hours(1) }
            }
            .keys
        )
    }
}

/// A position in the results of a search: the key and identity of the last one seen.
struct SearchPosition: Sendable {
    let key: Double
    let id: ID<Provider>

    init(_ found: FoundProvider) {
        (key, id) = (found.key, found.candidate.id)
    }

    /// Refuses cursors of other lists and orders.
    init(_ cursor: Cursor, in order: SearchOrder) throws(Problem) {
        guard cursor.token.utf8.count <= 1_000, let bytes = Base64.url.decode(cursor.token),
            case .array(let items)? = try? JSONValue(parsing: bytes), items.count == 3,
            items[0] == .string(Self.mark(order)), let key = items[1].doubleValue,
            let id = items[2].stringValue.flatMap({ ID<Provider>($0) })
        else { throw Problem(.invalid, faults: [.init("query/cursor", .notACursor)]) }
        (self.key, self.id) = (key, id)
    }

    func cursor(in order: SearchOrder) -> Cursor {
        let items: JSONValue = [.string(Self.mark(order)), .number(key), .string(id.description)]
        return Cursor(token: Base64.url.encode(Array(items.text.utf8)))
    }

    private static func mark(_ order: SearchOrder) -> String { "provider-search:\(order.rawValue)" }
}
