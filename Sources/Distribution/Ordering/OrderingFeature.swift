import Platform

extension Feature {
    static let ordering = Feature(
        impersonalTables: [
            ImpersonalTable("sales_order", "what is sold, by whom and where to"),
            ImpersonalTable("sales_order_line", "what is sold, by whom and where to"),
        ]
    )
}
