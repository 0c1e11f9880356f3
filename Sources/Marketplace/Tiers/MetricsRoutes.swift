import Kernel
import Platform
import Store
import Web

/// The figures about one provider or one customer.
enum MetricsRoutes {
    static let routes = rows.tagged("Metrics")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                       handler   needs
        Get("/providers/{id}/metrics", provider, .providerRead, "Get the figures of a provider",
            details: "As of the last night or publication of ratings. Only the provider and staff see more than the figures of the card.")
        Get("/customers/{id}/metrics", customer, .ownFigures,   "Get the figures of a customer")
    }

    static func provider(_ call: Call, id: ID<Provider>) async throws -> ProviderMetricsView {
        try await call.db.read { tx in
            let provider = try Provider.seen(id, by: call, tx)
            let figures = try ProviderFigures.find(id, tx) ?? ProviderFigures.measure(id, tx)
            let card = ProviderMetricsView(provider, figures)
            return try provider.isOpen(to: call, tx) ? card.full(figures, tx) : card
        }
    }

    static func customer(_ call: Call, id: ID<Account>) async throws -> CustomerMetrics {
        try await call.db.read { tx in
            _ = try Customers.find(id, within: call.scope, tx)
            return try CustomerMetrics.of(id, tx)
        }
    }
}
