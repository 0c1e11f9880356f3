extension Feature {
    /// Its operations are a product's own, which says who reads whose: ``Invoices/routes(needing:)``.
    static let invoices = Feature(
        migrations: Invoices.migrations,
        jobs: Invoices.jobs,
        problems: Invoices.problems,
        personalData: Invoices.personalData,
        impersonalTables: Invoices.impersonalTables,
        retention: Invoices.retention
    )
}
