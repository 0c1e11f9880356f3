import Platform

extension Feature {
    static let inventory = Feature(
        routes: InventoryRoutes.routes,
        jobs: [WarnVendors.self],
        problems: [.outOfStock],
        impersonalTables: [
            ImpersonalTable(
                "stock_movement",
                "what came in and went out of the store, by whose hand as an identity"
            )
        ]
    )
}
