import Platform

extension Feature {
    static let policies = Feature(
        routes: PolicyRoutes.routes,
        migrations: [PolicySetting.migration],
        impersonalTables: [
            ImpersonalTable("policy", "numbers of the business; set_by is an administrator's identity")
        ],
        audit: PolicyAction.self
    )
}
