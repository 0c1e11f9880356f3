import Kernel
import Platform

extension Feature {
    /// The documents of sales, plans and commissions.
    static let tutoringDocuments = Feature(
        routes: Documents.routes,
        migrations: documentMigrations,
        jobs: [IssueCommissionInvoices.self],
        schedules: [
            Monthly("tutoring.commission_invoices", on: 1, at: "06:00", in: .rome, IssueCommissionInvoices())
        ],
        impersonalTables: [
            ImpersonalTable("commission_invoice", "the months whose commissions have been invoiced")
        ]
    )
}
