import Platform

extension Feature {
    static let policies = Feature(
        routes: TutoringPolicyRoutes.routes,
        migrations: [PolicyTable.migration("tutoring/policies-001")],
        impersonalTables: [PolicyTable.impersonal],
        audit: PolicyAction.self
    )
}
