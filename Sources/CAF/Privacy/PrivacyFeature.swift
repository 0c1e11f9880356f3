import Platform

extension Feature {
    static let privacy = Feature(
        migrations: privacyMigrations,
        personalData: [retainedIdentityData],
        retention: [retainedIdentityRetention]
    )
}
