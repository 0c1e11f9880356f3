import Platform

extension Feature {
    static let analytics = Feature(routes: Analytics.routes)
}
