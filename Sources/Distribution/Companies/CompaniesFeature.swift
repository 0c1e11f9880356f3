import Kernel
import Platform

extension Feature {
    static let companies = Feature(
        routes: Companies.routes + VendorCompany.routes,
        lifecycles: [Company.lifecycle.table(named: Company.kind)],
        impersonalTables: [
            ImpersonalTable("company", "the goods on sale, their sellers and delivery zones"),
            ImpersonalTable("company_zone", "the goods on sale, their sellers and delivery zones"),
        ],
        searched: [Company.searched],
        audit: CompanyAction.self
    )
}
