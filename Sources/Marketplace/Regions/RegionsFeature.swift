import Platform

extension Feature {
    static let regions = Feature(
        routes: RegionRoutes.routes,
        migrations: [Region.migration],
        personalData: [RegionManagers.personalData],
        impersonalTables: [ImpersonalTable("region", "names and circles on the map")],
        templates: [.regionsAssigned],
        audit: RegionAction.self
    )
}
