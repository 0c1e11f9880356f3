extension Feature {
    /// Its routes are part of a product, which chooses their permission: ``Invoices/routes(needing:)``.
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
