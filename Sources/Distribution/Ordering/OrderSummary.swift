import Kernel
import Platform
import Store
import Web

/// An order in a list.
struct OrderSummary: View {
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
    var subtotal: Dinars
    var discount: Dinars
    var deliveryFee: Dinars
    var total: Dinars
    var placedAt: Instant
    var updatedAt: Instant
    var version: Int

    init(_ order: Order, in languages: [Language]) {
        id = order.id
        reference = order.reference
        checkoutId = order.checkout
        customerId = order.customer
        customerName = order.customerName
        shopName = order.shopName
        companyId = order.company
        companyName = order.companyName.text(in: languages)
        zoneId = order.zone
        status = order.status
        subtotal = order.subtotal
        discount = order.discount
        deliveryFee = order.deliveryFee
        total = order.total
        placedAt = order.placedAt
        updatedAt = order.updatedAt
        version = order.version
    }
}

/// Which orders are wanted.
struct OrderFilter: Query {
    var status: [Order.Status]
    var companyId: ID<Company>?
    var zoneId: ID<DeliveryZone>?
    var customerId: ID<Account>?
    var checkoutId: ID<Checkout>?
    /// As it was read out: dashes, blanks, small letters and look-alikes are taken.
    var reference: ReferenceCode?
    /// Those placed then or later.
    var from: Instant?
    /// Those placed before.
    var until: Instant?

    var conditions: [SQL] {
        [
            status.isEmpty ? nil : "o.status \(in: status)",
            companyId.map { "o.company_id = \($0)" },
            zoneId.map { "o.zone_id = \($0)" },
            customerId.map { "o.customer_id = \($0)" },
            reference.map { "o.number = \($0.number) AND o.number > 0" },
            checkoutId.map { "o.checkout_id = \($0)" },
            from.map { "o.placed_at >= \($0)" },
            until.map { "o.placed_at < \($0)" },
        ].compactMap(\.self)
    }
}
