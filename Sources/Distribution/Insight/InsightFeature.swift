import Platform

extension Feature {
    static let insight = Feature(
        routes: Analytics.routes + Exports.routes + Monitoring.routes + InternalUsers.routes,
        problems: [.tooMuchForPaper, .outOfOrder],
        reports: InsightReports.all
    )
}
