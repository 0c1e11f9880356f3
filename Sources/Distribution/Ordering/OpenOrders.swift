import Kernel
import Platform
import Store

/// Number and value of a shop's unconfirmed orders: one row per shop, updated when an order is placed or ends.
///
/// The limits are columns of that row, so that a constraint of the database refuses the excess without a query.
enum OpenOrders {
    static let limits = [
        "open_orders_number": (established: Quota.openOrders, new: Quota.openOrdersAtFirst),
        "open_orders_worth": (established: Quota.openOrderValue, new: Quota.openOrderValueAtFirst),
    ]

    /// Adds the orders of a checkout, in the round trip of the next statement.
    static func add(_ checkout: PlacedCheckout, of buyer: Buyer, at site: Site, _ tx: borrowing Tx) throws {
        let (orders, worth) = (checkout.orders.count, checkout.quote.total)
        let isNew = !buyer.isEstablished
        let mostOrders = (isNew ? Quota.openOrdersAtFirst : .openOrders).limit(at: site)
        let mostWorth = (isNew ? Quota.openOrderValueAtFirst : .openOrderValue).limit(at: site)
        try tx.post(
            """
            INSERT INTO open_orders AS t (customer_id, orders, worth, most_orders, most_worth)
            VALUES (\(buyer.account), \(orders), \(worth), \(mostOrders), \(mostWorth))
            ON CONFLICT (customer_id) DO UPDATE
               SET orders = t.orders + excluded.orders, worth = t.worth + excluded.worth,
                   most_orders = excluded.most_orders, most_worth = excluded.most_worth
            """
        )
        if isNew { try HeldGoods.add(checkout, of: buyer.account, at: site, tx) }
    }

    /// Removes an order that is no longer waiting for its company.
    static func remove(_ order: Order, _ tx: borrowing Tx) throws {
        try tx.post(
            """
            UPDATE open_orders
               SET orders = CASE WHEN orders > 1 THEN orders - 1 ELSE 0 END,
                   worth = CASE WHEN worth > \(order.total) THEN worth - \(order.total) ELSE 0 END
             WHERE customer_id = \(order.customer)
            """
        )
        try HeldGoods.remove(order, tx)
    }

    /// Ends a shop's time as a new one, after its first delivery.
    static func establish(_ customer: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.post(
            "UPDATE member SET established_at = \(tx.now) WHERE account_id = \(customer) AND established_at IS NULL"
        )
        try tx.post("DELETE FROM held_goods WHERE customer_id = \(customer)")
    }

    /// The refusal for a violated constraint of the database.
    static func refusal(of error: DatabaseError, for call: Call) async throws -> any Error {
        guard case .check(let constraint) = error.kind else { return error }
        let me = try call.account
        if constraint == HeldGoods.constraint {
            return Quota.heldGoods.refused(limit: Quota.heldGoods.most, used: Quota.heldGoods.most)
        }
        guard let limit = limits[constraint] else { return error }
        let isNew = try await call.db.read { tx in
            try tx.exists("SELECT 1 FROM member WHERE account_id = \(me) AND established_at IS NULL")
        }
        let used = try await call.db.read { tx in
            let column: SQL = constraint == "open_orders_number" ? "orders" : "worth"
            return try tx.value("SELECT \(column) FROM open_orders WHERE customer_id = \(me)", as: Int.self)
                ?? 0
        }
        let quota = isNew ? limit.new : limit.established
        return quota.refused(limit: quota.limit(at: call.site), used: used)
    }
}

/// Quantities of each product in the unconfirmed orders of a new shop.
enum HeldGoods {
    static let constraint = "held_goods_share"
    /// Pieces that may be held whatever the stock.
    static let always = 48

    static func add(
        _ checkout: PlacedCheckout,
        of customer: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        var pieces: [ID<Product>: Int] = [:]
        for line in checkout.lines { pieces[line.product, default: 0] += line.quantity }
        let floor = always * min(site.dependencies.quotaScale, 1_000_000)
        let rows = pieces.sorted { $0.key < $1.key }.map { product, count in
            "(\(customer), \(product), \(count), \(checkout.supply[product] ?? 0), \(floor))" as SQL
        }
        try tx.post(
            """
            INSERT INTO held_goods AS t (customer_id, product_id, pieces, supply, always)
            VALUES \(SQL.list(rows))
            ON CONFLICT (customer_id, product_id) DO UPDATE
               SET pieces = t.pieces + excluded.pieces, supply = t.pieces + excluded.supply, always = excluded.always
            """
        )
    }

    static func remove(_ order: Order, _ tx: borrowing Tx) throws {
        try tx.post(
            """
            UPDATE held_goods
               SET pieces = pieces - (SELECT \(SQL.sum(of: "l.quantity"))
                                        FROM sales_order_line l
                                       WHERE l.order_id = \(order.id) AND l.product_id = held_goods.product_id)
             WHERE customer_id = \(order.customer)
               AND product_id IN (SELECT l.product_id FROM sales_order_line l WHERE l.order_id = \(order.id))
            """
        )
        try tx.post("DELETE FROM held_goods WHERE customer_id = \(order.customer) AND pieces <= 0")
    }
}

/// One row for each shop, with nothing that its orders do not say too.
let openOrderData = PersonalData(
    "open_orders",
    ["en": "Orders that wait for a company", "ar": "طلبات تنتظر الشركة", "ku": "داواکاری چاوەڕێی کۆمپانیا"],
    tables: ["open_orders", "held_goods"],
    rows: { "open_orders t WHERE t.customer_id = \($0)" },
    erasure: .delete(
        because: [
            "en": "Not needed once the account is gone.", "ar": "غير لازمة بعد حذف الحساب.",
            "ku": "دوای سڕینەوەی هەژمار پێویست نییە.",
        ]
    ) {
        [
            "DELETE FROM open_orders WHERE customer_id = \($0)",
            "DELETE FROM held_goods WHERE customer_id = \($0)",
        ]
    }
)
