import Kernel

extension Feature {
    static let quotas = Feature(
        routes: Quotas.routes,
        migrations: Quotas.migrations,
        jobs: [ForgetQuotaUses.self],
        schedules: [Every("quotas.forget", .hours(1), ForgetQuotaUses())],
        problems: [.quotaExceeded],
        quotas: Quota.ofPlatform,
        bounds: PlatformBounds.rows,
        personalData: Quotas.personalData
    )
}
