import Kernel
import Platform
import Store
import Web

/// The figures of people, regions, the market and the platform, each with its formula, window and number of cases.
enum AnalyticsRoutes {
    static let routes = rows.tagged("Analytics")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //  path                        handler      needs
        Get("/analytics/provider/{id}", provider,    .providerRecord,  "Get the figures of a provider by month",
            details: "Of the last 90 days unless `from` and `to` say otherwise, a year at most. Months and days are those of the provider's region.")
        Get("/analytics/customer/{id}", customer,    .ownFigures,      "Get the figures of a customer by month",
            details: "Of the last 90 days unless `from` and `to` say otherwise, a year at most.")
        Get("/analytics/regional",      regional,    .regionFigures,   "Get the figures of regions",
            details: "Of the last 30 days. Local managers get their own regions, or one of them; administrators name the region.").refuses(.notFound)
        Get("/analytics/platform",      platform,    .platformFigures, "Get the figures of the platform",
            details: "Of the last 30 days, together and by region.")
        Get("/admin/analytics",         platform,    .platformFigures, "Get the figures of the platform for administrators",
            details: "The same as `GET /analytics/platform`.")
        Get("/analytics/market-data",   market,      .marketFigures,   "Get the prices of a service by month",
            details: "Prices of paid jobs in months that are over. They are hidden where they would reveal single people; a total over regions is also hidden where it would reveal the prices that one of them hides.").refuses(.notFound)
        Get("/analytics/retention",     retention,   .regionFigures,   "Get the retention of customers",
            details: "Local managers get their own regions, or one of them.").refuses(.notFound)
        Get("/analytics/definitions",   definitions, .marketFigures,   "List the formulas of all figures")
        Get("/lsm/metrics",             metrics,     .lsmDesk,         "Get the desk of local managers",
            details: "Figures of the last 30 days, and the things that wait for a decision. Local managers get their own regions, or one of them.").refuses(.notFound)
        Get("/admin/dashboard",         dashboard,   .platformFigures, "Get the dashboard of administrators")
    }
}

extension AnalyticsRoutes {
    static func provider(
        _ call: Call,
        id: ID<Provider>,
        span: AnalyticsSpan
    ) async throws -> ProviderAnalyticsView {
        try await call.db.read { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            let zone = try Region.find(provider.region, tx).zone
            return try ProviderAnalyticsView.of(provider, in: span.period(at: tx.now, in: zone), tx)
        }
    }

    static func customer(
        _ call: Call,
        id: ID<Account>,
        span: AnalyticsSpan
    ) async throws -> CustomerAnalyticsView {
        let period = try span.period(at: call.now, in: call.site.product.zone)
        return try await call.db.read { tx in
            _ = try Customers.find(id, within: call.scope, tx)
            return try CustomerAnalyticsView.of(id, in: period, tx)
        }
    }

    static func regional(_ call: Call, query: RegionQuery) async throws -> Listing<RegionAnalyticsView> {
        guard call.scope.reach == .area || query.regionId != nil else {
            throw Problem(.invalid, faults: [.init("query/region_id", Refusal(.required))])
        }
        return try await call.db.read { tx in
            let regions = try Region.reached(query.regionId, within: call.scope, tx)
            let tallies = try RegionTallies.of(regions, tx)
            return Listing(regions.map { RegionAnalyticsView($0, tallies) })
        }
    }

    static func platform(_ call: Call) async throws -> PlatformAnalyticsView {
        try await call.db.read { tx in
            try PlatformAnalyticsView.of(Region.reached(nil, within: call.scope, tx), tx)
        }
    }

    static func market(_ call: Call, query: MarketData) async throws -> MarketDataView {
        try await call.db.read { tx in
            let service = try Service.find(query.serviceId, tx)
            guard [.approved, .archived].contains(service.status) else { throw Problem(.notFound) }
            let regions = try Region.reached(query.regionId, within: call.scope, tx)
            let history = try MarketHistory.of(service, in: regions, tx)
            return MarketDataView(history, of: service, in: query.regionId, months: query.count)
        }
    }

    static func retention(_ call: Call, query: RegionQuery) async throws -> CustomerRetentionView {
        try await call.db.read { tx in
            let regions = try Region.reached(query.regionId, within: call.scope, tx)
            return try CustomerRetentionView.of(regions, asked: query.regionId, tx)
        }
    }

    static func definitions(_ call: Call) async throws -> Listing<DefinitionView> {
        try await call.db.read { tx in
            Listing(try Formula.all.map { formula in try DefinitionView(formula, tx) })
        }
    }

    static func metrics(_ call: Call, query: RegionQuery) async throws -> ManagerMetricsView {
        try await call.db.read { tx in
            try ManagerMetricsView.of(Region.reached(query.regionId, within: call.scope, tx), tx)
        }
    }

    static func dashboard(_ call: Call) async throws -> AdminDashboardView {
        try await call.db.read { tx in
            try AdminDashboardView.of(Region.reached(nil, within: call.scope, tx), tx)
        }
    }
}
