import Kernel
import Platform
import Store
import Web

/// An order whole: its lines, what happened to it, and what the caller could do with it.
struct OrderView: View {
    var id: ID<Order>
    var reference: ReferenceCode
    var checkoutId: ID<Checkout>
    var customerId: ID<Account>
    var customerName: String
    var shopName: String?
    var companyId: ID<Company>
    var companyName: String
    var zoneId: ID<DeliveryZone>
    var status: Order.Status
    var statusReason: Order.Reason?
    var address: OrderAddress
    var note: Order.Note?
    var subtotal: Dinars
    var discount: Dinars
    var deliveryFee: Dinars
    var total: Dinars
    /// What the platform keeps; not for the customer.
    var commission: Dinars?
    /// What has been given back of the total, for what came back.
    var returned: Int64
    var placedAt: Instant
    var confirmedAt: Instant?
    var shippedAt: Instant?
    var deliveredAt: Instant?
    var cancelledAt: Instant?
    var updatedAt: Instant
    var version: Int
    var lines: [LineView]
    var history: [Step]
    var actions: [AvailableAction]

    /// One product of the order.
    struct LineView: Codable, Sendable {
        var position: Int
        var productId: ID<Product>
        var sku: String
        var title: String
        var name: Name
        var quantity: Int
        var unitPrice: Dinars
        var subtotal: Dinars
        var discount: Dinars
        var total: Dinars
        var commission: Dinars?
        /// How much of it has come back.
        var returnedQuantity: Int
        /// What was given back for that.
        var returned: Dinars
        /// How the price came about.
        var pricing: LinePricing
    }

    /// One thing that happened to the order.
    struct Step: Codable, Sendable {
        var at: Instant
        var actorId: ID<Account>?
        var actorRole: String
        var event: String
        var fromStatus: String
        var toStatus: String
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
    /// What has just happened to `order`.
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
