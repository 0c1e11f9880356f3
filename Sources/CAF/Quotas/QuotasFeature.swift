import Platform

extension Feature {
    static let quotas = Feature(
        quotas: Quota.all,
        bounds: Bound.all
    )
}
