import Platform

extension Feature {
    static let insight = Feature(
        routes: Analytics.routes + Exports.routes + Alive.routes + InternalUsers.routes,
        problems: [.tooMuchForPaper, .outOfOrder],
        reports: MarketReports.all
    )
}
