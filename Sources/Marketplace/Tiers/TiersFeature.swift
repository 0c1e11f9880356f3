import Kernel
import Platform
import Web

extension Feature {
    static let tiers = Feature(
        routes: TierRoutes.routes + MetricsRoutes.routes,
        migrations: tierMigrations,
        effects: [JobDirection.handler],
        deadlines: [TierAppeal.handler],
        jobs: [RunNights.self, RunNight.self],
        schedules: [Every("marketplace.nights", .minutes(1), RunNights())],
        bounds: [
            Bound("POST /providers/{id}/tier", because: "local managers and administrators only"),
            Bound("POST /providers/{id}/tier-appeal", because: "one appeal of each decision"),
        ],
        personalData: [tierData],
        impersonalTables: [ImpersonalTable("region_night", "sums over the people of a region")],
        templates: TierNotices.templates,
        audit: TierAction.self
    )
}
