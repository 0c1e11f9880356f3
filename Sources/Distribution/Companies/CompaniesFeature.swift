import Platform

extension Feature {
    static let companies = Feature(
        impersonalTables: [
            ImpersonalTable("company", "what is sold, by whom and where to"),
            ImpersonalTable("company_zone", "what is sold, by whom and where to"),
        ]
    )
}
