import Kernel
import Platform
import Store
import Web

/// A provider as everybody sees it; contact data in its texts is hidden.
struct ProviderCard: View {
    /// Names the provider in all paths and filters; not the identifier of their account.
    var id: ID<Provider>
    /// As its owner entered it, with contact data hidden.
    var businessName: String
    /// A description of the business; absent without one.
    var bio: String?
    /// The standing of the provider.
    var tier: Tier
    /// The average of the published ratings, weighted with the average of all providers; absent without ratings.
    var score: Double?
    /// The number of ratings that count.
    var n: Int
    /// The usual time to an answer, in minutes; absent for too few.
    var response: Int?
    /// The services on offer.
    var services: [OfferedService]
    /// Where the provider works from, to about a kilometre.
    var area: Coordinates
    /// How far from there, in metres.
    var radiusM: Int
    /// The region that the provider belongs to.
    var regionId: ID<Region>
    var status: Provider.Status
    /// When the account became a provider.
    var createdAt: Instant
    /// Raised by every change.
    var version: Int

    /// A service on offer.
    struct OfferedService: Codable, Sendable {
        /// The approved service of the catalogue.
        var serviceId: ID<Service>
        /// As the catalogue calls it.
        var name: String
        /// The unit of the price.
        var unit: Service.Unit
        /// For one unit, in cents.
        var priceMinor: Price

        init(_ offer: Offer) {
            serviceId = offer.service
            name = offer.name.rawValue
            unit = offer.unit
            priceMinor = offer.price
        }
    }
}

extension ProviderCard: RowDecodable {
    private static let columns: SQL =
        """
        p.id, p.card_name, p.card_bio, p.tier, f.score, COALESCE(f.ratings, 0) AS n, f.response_min, p.lat, p.lon,
        p.radius_m, p.region_id, p.status, p.created_at, p.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        businessName = try row.next()
        bio = try row.next()
        tier = try row.next()
        score = try row.next()
        n = try row.next()
        response = try row.next()
        services = []
        area = try row.coordinates().rounded
        radiusM = try row.next()
        regionId = try row.next()
        status = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }

    static func of(_ id: ID<Provider>, _ tx: borrowing Tx) throws -> ProviderCard {
        guard let card = try of([id], tx)[id] else { throw Problem(.notFound) }
        return card
    }

    /// The cards of these providers, in two queries.
    static func of(
        _ ids: [ID<Provider>],
        _ tx: borrowing Tx
    ) throws -> [ID<Provider>: ProviderCard] {
        guard !ids.isEmpty else { return [:] }
        let cards: [ProviderCard] = try tx.all(
            """
            SELECT \(columns) FROM provider p LEFT JOIN provider_figures f ON f.provider_id = p.id
             WHERE p.id \(in: ids)
            """
        )
        let offers = Dictionary(grouping: try Offer.list(of: ids, tx).filter(\.isPublic), by: \.provider)
        let complete = cards.map { card in
            var card = card
            card.services = (offers[card.id] ?? []).map(OfferedService.init)
            return (card.id, card)
        }
        return Dictionary(complete) { first, _ in first }
    }
}
