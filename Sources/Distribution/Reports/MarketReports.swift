import Kernel
import Platform
import Store

/// The product's reports, available as rows and as files.
enum MarketReports {
    static let all = [
        orders, products, customers, sales, inventory, payouts, settlements, settlementEntries,
    ]

    /// The columns that a report adds up on paper, by the report's name.
    static let summed: [String: Set<String>] = [
        orders.name: ["quantity", "total"],
        products.name: ["sold", "revenue"],
        customers.name: ["orders", "total"],
        sales.name: ["orders", "quantity", "discount", "total"],
        inventory.name: ["stock", "value"],
        payouts.name: ["orders", "amount"],
        settlements.name: ["earned", "reversed", "paid", "returned"],
        settlementEntries.name: ["goods", "commission", "amount"],
    ]

    static let orders = Report(
        "orders",
        ["en": "Orders", "ar": "الطلبات", "ku": "داواکارییەکان"],
        needs: .exportMake,
        filteredBy: ExportFilter.self,
        sortedBy: [.up("placed_at"), .up("order_id")],
        columns: ReportColumn.orders,
        orderRows
    )

    static let products = Report(
        "products",
        ["en": "Products", "ar": "المنتجات", "ku": "بەرهەمەکان"],
        needs: .exportMake,
        filteredBy: ExportFilter.self,
        sortedBy: [.up("sku"), .up("product_id")],
        columns: ReportColumn.products,
        productRows
    )

    static let customers = Report(
        "customers",
        ["en": "Customers", "ar": "العملاء", "ku": "کڕیاران"],
        needs: .exportMake,
        filteredBy: ExportFilter.self,
        sortedBy: [.up("registered_at"), .up("customer_id")],
        columns: ReportColumn.customers,
        customerRows
    )

    static let sales = Report(
        "sales",
        ["en": "Sales report", "ar": "تقرير المبيعات", "ku": "ڕاپۆرتی فرۆشتن"],
        needs: .exportMake,
        filteredBy: ExportFilter.self,
        sortedBy: [.up("day")],
        columns: ReportColumn.sales,
        salesRows
    )

    static let inventory = Report(
        "inventory",
        ["en": "Inventory report", "ar": "تقرير المخزون", "ku": "ڕاپۆرتی کۆگا"],
        needs: .exportMake,
        filteredBy: ExportFilter.self,
        sortedBy: [.up("sku")],
        columns: ReportColumn.inventory,
        inventoryRows
    )
}

extension MarketReports {
    @Sendable static func orderRows(_ filter: ExportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT o.number AS reference, o.id AS order_id, o.checkout_id AS checkout_id, o.placed_at AS placed_at, o.status AS status,
               \(AnalyticsSQL.of("c.name", in: context.languages)) AS company,
               \(AnalyticsSQL.of("z.name", in: context.languages)) AS zone,
               m.name AS customer, m.shop_name AS shop, a.phone AS phone,
               \(SalesTotals.amounts), o.delivered_at AS delivered_at
          FROM sales_order o
          JOIN company c ON c.id = o.company_id
          JOIN delivery_zone z ON z.id = o.zone_id
          JOIN member m ON m.account_id = o.customer_id
          JOIN account a ON a.id = o.customer_id
         WHERE \(filter.orders(context))
        """
    }

    @Sendable static func productRows(_ filter: ExportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT p.id AS product_id, \(Product.skuNow) AS sku, \(AnalyticsSQL.of("p.name", in: context.languages)) AS name,
               (SELECT \(AnalyticsSQL.of("k.name", in: context.languages)) FROM category k WHERE k.id = p.category_id) AS category,
               \(AnalyticsSQL.of("c.name", in: context.languages)) AS company, p.price AS price, p.pack_size AS pack_size,
               p.minimum_quantity AS minimum_quantity, p.stock AS stock, COALESCE(t.quantity, 0) AS sold,
               COALESCE(t.revenue, 0) AS revenue
          FROM product p
          JOIN company c ON c.id = p.company_id
          LEFT JOIN (SELECT l.product_id, \(SQL.sum(of: "l.quantity - l.returned_quantity")) AS quantity,
                            \(SQL.sum(of: "l.total - l.returned")) AS revenue
                       FROM sales_order o JOIN sales_order_line l ON l.order_id = o.id
                      WHERE o.status <> 'CANCELLED' AND \(filter.orders(context))
                      GROUP BY l.product_id) t ON t.product_id = p.id
         WHERE \(filter.products(context))
        """
    }

    /// Customers with the number and total of their orders that the caller may see.
    @Sendable static func customerRows(_ filter: ExportFilter, _ context: ReportContext) -> SQL {
        let company: SQL? = filter.companyId.map { "AND o.company_id = \($0)" }
        return """
            SELECT m.account_id AS customer_id, m.name AS customer, m.shop_name AS shop,
                   \(AnalyticsSQL.of("z.name", in: context.languages)) AS zone, a.phone AS phone,
                   m.created_at AS registered_at, COALESCE(t.orders, 0) AS orders, COALESCE(t.total, 0) AS total,
                   t.last_at AS last_order_at
              FROM member m
              JOIN account a ON a.id = m.account_id
              LEFT JOIN delivery_zone z ON z.id = m.zone_id
              LEFT JOIN (SELECT o.customer_id, COUNT(*) AS orders,
                                \(SQL.sum(of: "o.total - \(SalesTotals.returned)")) AS total, MAX(o.placed_at) AS last_at
                           FROM sales_order o
                          WHERE o.status <> 'CANCELLED' AND \(Order.visible(to: context.scope)) \(company)
                          GROUP BY o.customer_id) t ON t.customer_id = m.account_id
             WHERE a.role = \(Role.shopOwner.name) AND \(filter.customers(context))
               AND (a.state <> \(Account.State.deleted) OR t.orders > 0)
            """
    }

    /// Sales by day; with a status filter, the orders in those statuses.
    @Sendable static func salesRows(_ filter: ExportFilter, _ context: ReportContext) -> SQL {
        let day = AnalyticsSQL.day(of: "o.placed_at", context.zone, at: context.now)
        let sold: SQL = filter.statuses == nil ? "o.status <> 'CANCELLED'" : "TRUE"
        return """
            SELECT \(pg: "DATE '1970-01-01' + CAST(s.day AS integer)", sqlite: "s.day") AS day, \(SalesTotals.sums)
              FROM (SELECT \(day) AS day, \(SalesTotals.amounts)
                      FROM sales_order o WHERE \(sold) AND \(filter.orders(context))) AS s
             GROUP BY s.day
            """
    }

    @Sendable static func inventoryRows(_ filter: ExportFilter, _ context: ReportContext) -> SQL {
        """
        SELECT \(Product.skuNow) AS sku, \(AnalyticsSQL.of("p.name", in: context.languages)) AS name,
               \(AnalyticsSQL.of("c.name", in: context.languages)) AS company, p.stock AS stock,
               p.low_stock_threshold AS low_stock_threshold,
               CASE WHEN p.is_out THEN 'out' WHEN p.is_low THEN 'low' ELSE 'ok' END AS state,
               \(StockReport.worth) AS value
          FROM product p JOIN company c ON c.id = p.company_id
         WHERE \(filter.products(context))
        """
    }
}
