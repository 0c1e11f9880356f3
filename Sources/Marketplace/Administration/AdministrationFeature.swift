import Platform

extension Feature {
    static let administration = Feature(
        routes: Users.routes + LSMLogRoutes.routes,
        migrations: [LSMLog.migration],
        personalData: [LSMLog.personalData],
        templates: [.roleChanged]
    )
}
