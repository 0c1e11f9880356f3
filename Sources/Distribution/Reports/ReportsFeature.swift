import Platform

extension Feature {
    static let reports = Feature(
        routes: Exports.routes + SettlementStatements.routes,
        problems: [.tooMuchForPaper],
        reports: MarketReports.all
    )
}
