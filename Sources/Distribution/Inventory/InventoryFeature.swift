import Platform

extension Feature {
    static let inventory = Feature(
        routes: InventoryRoutes.routes,
        jobs: [WarnVendors.self],
        problems: [.outOfStock],
        impersonalTables: [
            ImpersonalTable(
                "stock_movement",
                "stock movements, with the identity of the account that made them"
            )
        ]
    )
}
