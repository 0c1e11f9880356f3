import Platform

extension Feature {
    static let catalogue = Feature(
        impersonalTables: [
            ImpersonalTable("category", "what is sold, by whom and where to"),
            ImpersonalTable("product", "what is sold, by whom and where to"),
            ImpersonalTable("product_zone", "what is sold, by whom and where to"),
        ]
    )
}
