import Kernel
import Platform
import Store
import Web

/// The figures of a company, its products, and the payout due to it.
enum CompanyAnalytics {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                            handler   needs
        Get   ("/companies/{id}/stats",    stats,    .companyRead, "Get a company's statistics",
               details: "Location admins see the orders of their zones only. The amount owed is shown to callers who may read payouts.")
        Get   ("/companies/{id}/products", products, .anyone,      "List a company's products",
               details: "Lists products that can be bought, with the filters of the product list.")
        Get   ("/companies/{id}/payouts",  payouts,  .payoutRead,  "Calculate a company's payout",
               details: "Calculates the amount due for a window of days; nothing is recorded.")
    }

    static func stats(_ call: Call, id: ID<Company>) async throws -> CompanyStats {
        try await call.db.read { tx in
            let company = try Company.find(id, within: call.scope, tx)
            return try CompanyStats.of(company.id, for: call, tx)
        }
    }

    static func products(
        _ call: Call,
        id: ID<Company>,
        filter: ProductFilter,
        page: PageRequest
    ) async throws -> Page<ProductView> {
        try await call.db.read { tx in
            let isKnown = try tx.exists(
                "SELECT 1 FROM company c WHERE c.id = \(id) AND \(Companies.known(to: call))"
            )
            guard isKnown else { throw Problem(.notFound) }
        }
        var filter = filter
        filter.companyId = id
        return try await ProductList.onSale(filter, page, for: call)
    }

    static func payouts(_ call: Call, id: ID<Company>, window: PayoutWindow) async throws -> PayoutDueView {
        let span = try window.span(in: call.site.product.zone, today: call.now)
        return try await call.db.read { tx in
            let company = try Company.find(id, within: call.scope, tx)
            let due = try PayoutDue.find(of: company.id, span, tx)
            return PayoutDueView(due, window, company.id)
        }
    }
}
