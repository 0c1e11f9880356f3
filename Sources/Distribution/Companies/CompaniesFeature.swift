import Kernel
import Platform

extension Feature {
    static let companies = Feature(
        routes: Companies.routes + VendorCompany.routes,
        lifecycles: [Company.lifecycle.table(named: Company.kind)],
        impersonalTables: [
            ImpersonalTable("company", "what is sold, by whom and where to"),
            ImpersonalTable("company_zone", "what is sold, by whom and where to"),
        ],
        searched: [Company.searched],
        audit: CompanyAction.self
    )
}
