import Platform

extension Feature {
    static let zones = Feature(
        routes: Zones.routes,
        problems: [.zoneInUse],
        impersonalTables: [ImpersonalTable("delivery_zone", "names and delivery fees of zones")],
        audit: ZoneAction.self
    )
}
