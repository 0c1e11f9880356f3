import Kernel
import Platform
import Store
import Web

/// An order with its lines, its history and the actions that are open to the caller.
struct OrderView: View {
    var id: ID<Order>
    /// The order number for people, as printed and read out on the telephone.
    var reference: ReferenceCode
    /// Shared by the orders placed together, one for each company.
    var checkoutId: ID<Checkout>
    /// The account that placed the order.
    var customerId: ID<Account>
    /// Name of the person that placed the order; `-` after erasure.
    var customerName: String
    /// Name of that person's shop; absent when it has none.
    var shopName: String?
    /// The selling company.
    var companyId: ID<Company>
    /// The selling company's name in the language of the request.
    var companyName: String
    /// The delivery zone when the order was placed.
    var zoneId: ID<DeliveryZone>
    var status: Order.Status
    /// The reason given with the last change of status; absent when none was given.
    var statusReason: Order.Reason?
    var address: OrderAddress
    /// The customer's message to the company; absent when there is none.
    var note: Order.Note?
    /// Value of the goods before promotions, in Iraqi dinars.
    var subtotal: Dinars
    /// The order's share of all promotions, in Iraqi dinars.
    var discount: Dinars
    /// Fee for the delivery, in Iraqi dinars; 0 when the delivery is free.
    var deliveryFee: Dinars
    /// Amount to pay on delivery, in Iraqi dinars: subtotal less discount plus delivery fee.
    var total: Dinars
    /// The platform's share of the goods, in Iraqi dinars; absent for the customer.
    var commission: Dinars?
    /// Amount refunded for returns so far, in Iraqi dinars.
    var returned: Int64
    /// Moment of the checkout.
    var placedAt: Instant
    /// When the company accepted the order; absent until then.
    var confirmedAt: Instant?
    /// When the goods left for the shop; absent until then.
    var shippedAt: Instant?
    /// When the shop received the goods; absent until then.
    var deliveredAt: Instant?
    /// When the order was called off; absent unless it was.
    var cancelledAt: Instant?
    /// Time of the last new status or return; equal to `placed_at` before any.
    var updatedAt: Instant
    /// Revision number, which increases by one with every change.
    var version: Int
    /// One entry per product.
    var lines: [LineView]
    /// Everything that happened to the order, oldest first.
    var history: [Step]
    /// The changes of status that the caller may make from here, with anything that blocks them.
    var actions: [AvailableAction]

    /// One product of an order, with its price when the order was placed.
    struct LineView: Codable, Sendable {
        /// Number of the line, counted from 1; returns refer to it.
        var position: Int
        var productId: ID<Product>
        /// The company's stock-keeping unit when the order was placed.
        var sku: String
        /// Product name in the language of the request.
        var title: String
        /// Product name in every language available.
        var name: Name
        /// Pieces ordered.
        var quantity: Int
        /// Price of one piece before promotions, in Iraqi dinars.
        var unitPrice: Dinars
        /// Unit price times quantity, in Iraqi dinars.
        var subtotal: Dinars
        /// The line's share of all promotions, in Iraqi dinars.
        var discount: Dinars
        /// Subtotal less discount, in Iraqi dinars.
        var total: Dinars
        /// The platform's share of the line, in Iraqi dinars; absent for the customer.
        var commission: Dinars?
        /// Pieces returned so far.
        var returnedQuantity: Int
        /// Amount refunded for the returned pieces, in Iraqi dinars.
        var returned: Dinars
        /// The calculation of the unit price and the line's share of each promotion.
        var pricing: LinePricing
    }

    /// One event in the history of an order.
    struct Step: Codable, Sendable {
        /// When it happened.
        var at: Instant
        /// The account that acted; absent when the server acted by itself.
        var actorId: ID<Account>?
        /// The account's role at that time, or `system`.
        var actorRole: String
        /// Lifecycle event such as `confirm` or `cancel`; also `place` and `return`.
        var event: String
        /// The order's status before the event.
        var fromStatus: String
        /// The order's status after the event.
        var toStatus: String
        /// The reason given; absent when none was given.
        var reason: String?
    }

    static func of(_ order: Order, for call: Call, _ tx: borrowing Tx) throws -> OrderView {
        OrderView(
            order,
            try OrderLine.list(of: order.id, tx),
            try History.of(Order.kind, order.id.cast(), tx).map(Step.init),
            for: call
        )
    }

    static func versioned(
        _ order: Order,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<OrderView> {
        Versioned(try of(order, for: call, tx), version: order.version)
    }

    init(_ order: Order, _ lines: [OrderLine], _ history: [Step], for call: Call) {
        let isCustomer = call.actor.account == order.customer
        id = order.id
        reference = order.reference
        checkoutId = order.checkout
        customerId = order.customer
        customerName = order.customerName
        shopName = order.shopName
        companyId = order.company
        companyName = order.companyName.text(in: call.languages)
        zoneId = order.zone
        status = order.status
        statusReason = order.statusReason
        address = order.address
        note = order.note
        subtotal = order.subtotal
        discount = order.discount
        deliveryFee = order.deliveryFee
        total = order.total
        commission = isCustomer ? nil : order.commission
        returned = order.returned.goods.value + order.returned.deliveryFee.value
        placedAt = order.placedAt
        confirmedAt = order.confirmedAt
        shippedAt = order.shippedAt
        deliveredAt = order.deliveredAt
        cancelledAt = order.cancelledAt
        updatedAt = order.updatedAt
        version = order.version
        self.lines = lines.map { LineView($0, in: call.languages, withCommission: !isCustomer) }
        self.history = history
        actions = order.actions(for: call)
    }
}

extension OrderView.LineView {
    init(_ line: OrderLine, in languages: [Language], withCommission: Bool) {
        position = line.position
        productId = line.product
        sku = line.sku
        title = line.name.text(in: languages)
        name = line.name
        quantity = line.quantity
        unitPrice = line.unitPrice
        subtotal = line.subtotal
        discount = line.discount
        total = line.total
        commission = withCommission ? line.commission : nil
        returnedQuantity = line.returnedQuantity
        returned = line.returned
        pricing = line.pricing
    }
}

extension OrderView.Step {
    /// The event that has just happened to `order`.
    init(_ event: String, of order: Order, by actor: Actor) {
        at = order.updatedAt
        actorId = actor.account
        actorRole = actor.role.name
        self.event = event
        fromStatus = order.status.rawValue
        toStatus = order.status.rawValue
    }

    init(_ entry: History.Entry) {
        at = entry.at
        actorId = entry.actorId
        actorRole = entry.actorRole
        event = entry.event
        fromStatus = entry.fromStatus
        toStatus = entry.toStatus
        reason = entry.reason
    }
}
