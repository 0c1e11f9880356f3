import Kernel
import Platform
import Store
import Web

/// A company's offer, orders and earnings, as far as the caller may see them.
struct CompanyStats: View {
    var companyId: ID<Company>
    var products: Products
    var orders: Orders
    /// Of what was delivered and did not come back.
    var sales: Sales
    /// Shops that have ordered.
    var customers: Int
    /// The platform's debt to the company, not paid out yet; for callers who may see payouts.
    var owed: Int64?

    struct Products: Codable, Sendable {
        var total: Int
        var active: Int
        var outOfStock: Int
        var lowStock: Int
    }

    struct Orders: Codable, Sendable {
        var total: Int
        var pending: Int
        var confirmed: Int
        var processing: Int
        var shipped: Int
        var delivered: Int
        var cancelled: Int
    }

    struct Sales: Codable, Sendable {
        var goods: Int64
        var deliveryFees: Int64
        var commission: Int64
        /// Goods less commission.
        var earned: Int64
    }
}

extension CompanyStats {
    static func of(_ company: ID<Company>, for call: Call, _ tx: borrowing Tx) throws -> CompanyStats {
        let area = Visibility(zone: "o.zone_id", company: "o.company_id").visible(
            to: call.scope(of: .companyRead)
        )
        let ordered: Ordered = try tx.one(
            "SELECT \(Ordered.columns) FROM sales_order o WHERE o.company_id = \(company) AND \(area)"
        )
        return CompanyStats(
            companyId: company,
            products: try tx.one(
                """
                SELECT \(Products.columns) FROM product p
                 WHERE p.company_id = \(company) AND \(Product.managed(within: call.scope(of: .companyRead)))
                """
            ),
            orders: ordered.orders,
            sales: ordered.sales,
            customers: ordered.customers,
            owed: call.scope(of: .payoutRead).reach == .none
                ? nil : try Ledger.owed(on: .owed(to: company), in: .iraqiDinar, tx)
        )
    }

    private struct Ordered: Record {
        let orders: Orders
        let sales: Sales
        let customers: Int

        static let columns: SQL =
            """
            COUNT(*), COUNT(*) FILTER (WHERE o.status = 'PENDING'), COUNT(*) FILTER (WHERE o.status = 'CONFIRMED'),
            COUNT(*) FILTER (WHERE o.status = 'PROCESSING'), COUNT(*) FILTER (WHERE o.status = 'SHIPPED'),
            COUNT(*) FILTER (WHERE o.status = 'DELIVERED'), COUNT(*) FILTER (WHERE o.status = 'CANCELLED'),
            \(SQL.sum(of: "CASE WHEN o.status = 'DELIVERED' THEN o.total - o.delivery_fee - o.returned_goods END")),
            \(SQL.sum(of: "CASE WHEN o.status = 'DELIVERED' THEN o.delivery_fee - o.returned_fee END")),
            \(SQL.sum(of: "CASE WHEN o.status = 'DELIVERED' THEN o.commission - o.returned_commission END")),
            COUNT(DISTINCT o.customer_id)
            """

        init(_ row: inout Row) throws {
            orders = Orders(
                total: try row.next(),
                pending: try row.next(),
                confirmed: try row.next(),
                processing: try row.next(),
                shipped: try row.next(),
                delivered: try row.next(),
                cancelled: try row.next()
            )
            let goods: Int64 = try row.next()
            let fees: Int64 = try row.next()
            let commission: Int64 = try row.next()
            sales = Sales(
                goods: goods,
                deliveryFees: fees,
                commission: commission,
                earned: goods - commission
            )
            customers = try row.next()
        }
    }
}

extension CompanyStats.Products: Record {
    static let columns: SQL =
        """
        COUNT(*), COUNT(*) FILTER (WHERE p.is_active), COUNT(*) FILTER (WHERE p.is_out),
        COUNT(*) FILTER (WHERE p.is_low)
        """

    init(_ row: inout Row) throws {
        total = try row.next()
        active = try row.next()
        outOfStock = try row.next()
        lowStock = try row.next()
    }
}
