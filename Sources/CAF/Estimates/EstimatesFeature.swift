import Platform

extension Feature {
    static let estimates = Feature(
        routes: Estimates.routes,
        problems: [.noParameters, .noEstimate, .estimateIncomplete]
    )
}
