import Kernel
import Platform
import Store

extension Order: Record {
    static let columns: SQL =
        """
        o.id, o.number, o.checkout_id, o.customer_id, o.company_id, o.zone_id, o.status, o.status_reason, o.address, o.note,
        o.subtotal, o.discount, o.delivery_fee, o.total, o.commission, o.placed_at, o.confirmed_at, o.shipped_at,
        o.delivered_at, o.cancelled_at, o.updated_at, o.version, o.returned_goods, o.returned_fee, o.returned_commission,
        m.name AS customer_name, m.shop_name AS shop_name, k.name AS company_name
        """

    static let source: SQL =
        "sales_order o JOIN member m ON m.account_id = o.customer_id JOIN company k ON k.id = o.company_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        reference = try ReferenceCode(number: row.next())
        checkout = try row.next()
        customer = try row.next()
        company = try row.next()
        zone = try row.next()
        status = try row.next()
        statusReason = try row.next()
        address = try row.json()
        note = try row.next()
        subtotal = try row.next()
        discount = try row.next()
        deliveryFee = try row.next()
        total = try row.next()
        commission = try row.next()
        placedAt = try row.next()
        confirmedAt = try row.next()
        shippedAt = try row.next()
        deliveredAt = try row.next()
        cancelledAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
        returned.goods = try row.next()
        returned.deliveryFee = try row.next()
        returned.commission = try row.next()
        customerName = try row.next()
        shopName = try row.next()
        companyName = try row.json()
    }
}

extension Order: Scoped {
    /// Restricts orders to a customer's own, to a location admin's zones or to a vendor's company.
    static let visibility = Visibility(customer: "o.customer_id", zone: "o.zone_id", company: "o.company_id")

    static func find(_ id: ID<Order>, within scope: Scope, _ tx: borrowing Tx) throws -> Order {
        try tx.one("SELECT \(columns) FROM \(source) WHERE o.id = \(id) AND \(visible(to: scope))")
    }

    static func find(_ id: ID<Order>, _ tx: borrowing Tx) throws -> Order {
        try tx.one("SELECT \(columns) FROM \(source) WHERE o.id = \(id)")
    }

    static func list(of checkout: ID<Checkout>, _ tx: borrowing Tx) throws -> [Order] {
        try tx.all("SELECT \(columns) FROM \(source) WHERE o.checkout_id = \(checkout) ORDER BY o.id")
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Order {
        try tx.changeOne(
            """
            UPDATE sales_order
               SET status = \(status), status_reason = \(statusReason), updated_at = \(tx.now), version = version + 1,
                   confirmed_at = \(status == .confirmed ? tx.now : confirmedAt),
                   shipped_at = \(status == .shipped ? tx.now : shippedAt),
                   delivered_at = \(status == .delivered ? tx.now : deliveredAt),
                   cancelled_at = \(status == .cancelled ? tx.now : cancelledAt)
             WHERE id = \(id) AND version = \(version)
            """
        )
        if self.status == Self.lifecycle.start, status != self.status { try OpenOrders.remove(self, tx) }
        if status == .delivered { try OpenOrders.establish(customer, tx) }
        let next = try Self.find(id, tx)
        try next.publish("order:updated", tx)
        return next
    }

    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {
        if effect == .returnStock { try returnStock(as: actor, tx) }
        if effect == .releasePromotions { try Promotion.release(checkout: checkout, tx) }
        if let recipient = Self.notices[effect] { try notify(recipient, tx) }
    }

    private func returnStock(as actor: Actor, _ tx: borrowing Tx) throws {
        let pieces = try OrderLine.list(of: id, tx).map { ($0.product, $0.quantity) }
        try Stock.move(StockChange.list(of: pieces), .cancel, for: id, by: actor, tx)
    }

    /// Publishes an event to the customer, the company, the zone and the administrators.
    func publish(_ event: String, _ tx: borrowing Tx) throws {
        let rooms = [RealtimeRoom.account(customer), .company(company), .zone(zone), .admins]
        try Realtime.publish(event, to: rooms, payload, tx)
    }

    /// Ids, status and total, without any names.
    private var payload: JSONValue {
        [
            "id": .string(id.description),
            "checkout_id": .string(checkout.description),
            "reference": .string(reference.description),
            "customer_id": .string(customer.description),
            "company_id": .string(company.description),
            "zone_id": .string(zone.description),
            "status": .string(status.rawValue),
            "total": .integer(total.value),
            "version": .integer(Int64(version)),
        ]
    }
}
