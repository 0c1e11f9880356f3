import Kernel
import Platform
import Store
import Web

/// The search for providers.
enum SearchRoutes {
    static let routes = rows.tagged("Providers")

    private static let limit = RateLimit("marketplace-search", 60, per: .minutes(1))

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                 handler needs
        Get("/providers/search", search, .providerRead, "Search for providers", details: "Finds active providers with an active offer of an approved service: in a region, or near a place that their own radius reaches. The rank weighs score, distance, answers, completion and tier; its parts are shown.").limited(limit)
    }

    static func search(
        _ call: Call,
        query: ProviderSearch,
        page: PageRequest
    ) async throws -> Page<ProviderView> {
        let area = try query.area(on: call.site.product.zone.civil(call.now).date)
        return try await call.db.read { tx in
            let found = try query.page(page, in: area, tx)
            let cards = try ProviderCard.of(found.data.map(\.candidate.id), tx)
            let views = found.data.compactMap { found in
                cards[found.candidate.id].map { ProviderView($0, found) }
            }
            return Page(views, next: found.next, total: found.total)
        }
    }
}

extension ProviderView {
    fileprivate init(_ card: ProviderCard, _ found: FoundProvider) {
        self.init(card)
        distanceM = found.metres
        rank = found.rank.value
        parts = found.rank.parts
    }
}
