import Platform
import Store

extension Feature {
    static let analytics = Feature(
        routes: AnalyticsRoutes.routes,
        migrations: [
            Migration(
                id: "marketplace/analytics-001",
                """
                CREATE INDEX market_job_service_funded ON market_job (service_id, funded_at) WHERE funded_at IS NOT NULL;
                CREATE INDEX market_job_region_funded ON market_job (region_id, funded_at) WHERE funded_at IS NOT NULL;
                """
            )
        ]
    )
}
