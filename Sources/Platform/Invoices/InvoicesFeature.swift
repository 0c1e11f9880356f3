extension Feature {
    /// Its operations are a product's own, which says who reads whose: ``Invoices/routes(needing:)``.
    static func invoices(_ law: RetentionLaw) -> Feature {
        Feature(
            migrations: Invoices.migrations,
            jobs: Invoices.jobs,
            problems: Invoices.problems,
            personalData: [Invoices.personalData(under: law)],
            impersonalTables: Invoices.impersonalTables,
            retention: [Invoices.retention(under: law)],
            audit: InvoiceAction.self
        )
    }
}
