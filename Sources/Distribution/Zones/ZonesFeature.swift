import Platform

extension Feature {
    static let zones = Feature(
        routes: Zones.routes,
        problems: [.zoneInUse],
        impersonalTables: [ImpersonalTable("delivery_zone", "where is delivered to")],
        audit: ZoneAction.self
    )
}
