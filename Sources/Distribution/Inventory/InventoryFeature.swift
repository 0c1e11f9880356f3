import Platform

extension Feature {
    static let inventory = Feature(
        problems: [.outOfStock],
        impersonalTables: [
            ImpersonalTable(
                "stock_movement",
                "what came in and went out of the store, by whose hand as an identity"
            )
        ]
    )
}
