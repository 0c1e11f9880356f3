import Kernel
import Platform
import Store

/// A provider that a search may find, with what its rank and the orders need.
struct Candidate: RowDecodable, Sendable {
    let id: ID<Provider>
    let place: Coordinates
    /// The provider's own radius.
    let reach: Int
    let facts: Rank.Facts
    /// Of the service of the search; 0 without one.
    let price: Int

    init(_ row: inout Row) throws {
        id = try row.next()
        place = try row.coordinates()
        reach = try row.next()
        facts = Rank.Facts(
            tier: try row.next(),
            score: try row.next(),
            response: try row.next(),
            done: try row.next(),
            awarded: try row.next()
        )
        price = try row.next()
    }
}

extension Rank.Facts {
    fileprivate init(tier: Tier, score: Double?, response: Int?, done: Int, awarded: Int) {
        (self.tier, self.score, self.response) = (tier, score, response)
        (self.done, self.awarded) = (done, awarded)
    }
}

extension ProviderSearch {
    /// The listed providers in the area that match every filter but the free hour.
    ///
    /// Only narrow columns are read, because there can be thousands: cards are read for the page alone.
    func candidates(in area: Area, _ tx: borrowing Tx) throws -> [Candidate] {
        let price: SQL = serviceId == nil ? "0" : "o.price_minor"
        var found: [Candidate] = []
        try tx.forEach(
            """
            SELECT p.id, p.lat, p.lon, p.radius_m, p.tier, f.score, f.response_min, COALESCE(f.completed, 0),
                   COALESCE(f.awarded, 0), \(price)
              FROM \(source(of: area)) LEFT JOIN provider_figures f ON f.provider_id = p.id
             WHERE \(SQL.all(conditions(in: area)))
            """
        ) { row in
            let candidate = try Candidate(&row)
            if candidate.isWithin(area) { found.append(candidate) }
        }
        return found
    }

    /// From the place outwards: SQLite keeps the order of a CROSS JOIN, PostgreSQL finds its own.
    private func source(of area: Area) -> SQL {
        let offers: SQL? = serviceId == nil ? nil : "offer o CROSS JOIN "
        guard let (centre, radius) = area.circle else { return "\(offers)provider p" }
        return "(\(Provider.places.within(radius, of: centre))) AS g CROSS JOIN \(offers)provider p"
    }

    private func conditions(in area: Area) -> [SQL] {
        let place: SQL =
            switch area {
            case .circle: "p.id = g.id"
            case .region(let region): "p.is_listed AND p.region_id = \(region)"
            }
        let offer: SQL? = serviceId.map { service in
            let provider: SQL = area.circle == nil ? "p.id" : "g.id"
            return """
                o.provider_id = \(provider) AND o.service_id = \(service) AND o.is_active
                AND EXISTS (SELECT 1 FROM service s WHERE s.id = \(service) AND s.status = 'approved')
                """
        }
        return [
            place, offer, categoryId.map(Self.offers(in:)),
            minRating.map { "f.score >= \($0.value)" },
            tier.map { "p.tier \(in: $0)" },
            priceMinMinor.map { "o.price_minor >= \($0)" },
            priceMaxMinor.map { "o.price_minor <= \($0)" },
            q.map { SearchQuestion($0.rawValue).condition(in: "p.search_text") },
        ].compactMap(\.self)
    }

    private static func offers(in category: ID<Category>) -> SQL {
        """
        EXISTS (SELECT 1 FROM offer c JOIN service s ON s.id = c.service_id
                 WHERE c.provider_id = p.id AND c.is_active AND s.status = 'approved'
                   AND s.category_id IN (\(Category.descendants(of: category))))
        """
    }
}

extension Candidate {
    /// Whether the place is near enough for the search and within the provider's own radius.
    fileprivate func isWithin(_ area: ProviderSearch.Area) -> Bool {
        guard let (centre, radius) = area.circle else { return true }
        return centre.metres(to: place) <= min(radius, reach)
    }
}
