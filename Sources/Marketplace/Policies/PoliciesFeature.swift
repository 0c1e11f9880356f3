import Platform

extension Feature {
    static let policies = Feature(
        routes: MarketPolicyRoutes.routes,
        migrations: [PolicyTable.migration("marketplace/policies-001")],
        impersonalTables: [PolicyTable.impersonal],
        audit: PolicyAction.self
    )
}
