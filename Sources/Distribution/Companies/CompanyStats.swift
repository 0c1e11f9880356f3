import Kernel
import Platform
import Store
import Web

/// A company's products, orders and sales, as far as the caller may see them.
struct CompanyStats: View {
    var companyId: ID<Company>
    /// Counted now; deleted ones are left out.
    var products: Products
    /// Counted by their current status.
    var orders: Orders
    /// Delivered orders, less returns.
    var sales: Sales
    /// Shop owners who have ordered at least once.
    var customers: Int
    /// Amount not paid out yet, in whole Iraqi dinars; absent for callers who may not read payouts.
    var owed: Int64?

    /// Numbers of a company's products.
    struct Products: Codable, Sendable {
        /// All products, inactive ones included.
        var total: Int
        /// Products on offer.
        var active: Int
        /// Products without stock.
        var outOfStock: Int
        /// Products at or below their low-stock threshold, but not out of stock.
        var lowStock: Int
    }

    /// Numbers of a company's orders.
    struct Orders: Codable, Sendable {
        /// All orders, cancelled ones included.
        var total: Int
        /// Orders waiting for confirmation.
        var pending: Int
        /// Orders accepted by the company.
        var confirmed: Int
        /// Orders in preparation.
        var processing: Int
        /// Orders on their way.
        var shipped: Int
        /// Orders that arrived.
        var delivered: Int
        /// Orders called off before shipping.
        var cancelled: Int
    }

    /// Amounts of a company's delivered orders, less returns.
    struct Sales: Codable, Sendable {
        /// Goods after discounts, in whole Iraqi dinars.
        var goods: Int64
        /// Fees for deliveries, in whole Iraqi dinars.
        var deliveryFees: Int64
        /// The platform's share of the goods, in whole Iraqi dinars.
        var commission: Int64
        /// Goods less commission, in whole Iraqi dinars.
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
