import Platform

extension Feature {
    static let reports = Feature(
        routes: Exports.routes,
        problems: [.tooMuchForPaper],
        reports: MarketReports.all
    )
}
