import Platform

extension Feature {
    static let services = Feature(
        routes: Services.routes
    )
}
