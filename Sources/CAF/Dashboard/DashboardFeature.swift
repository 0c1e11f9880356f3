import Platform

extension Feature {
    static let dashboard = Feature(
        routes: Dashboard.routes
    )
}
