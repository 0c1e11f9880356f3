import Platform

extension Feature {
    static let customers = Feature(
        routes: CustomerRoutes.routes,
        bounds: [Bound("PUT /customers/{id}", because: "changes one of the caller's own rows")]
    )
}
