import Kernel
import Platform
import Store
import Web

/// An order in a list.
struct OrderSummary: View {
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
    /// Value of the goods before promotions, in Iraqi dinars.
    var subtotal: Dinars
    /// The order's share of all promotions, in Iraqi dinars.
    var discount: Dinars
    /// Fee for the delivery, in Iraqi dinars; 0 when the delivery is free.
    var deliveryFee: Dinars
    /// Amount to pay on delivery, in Iraqi dinars: subtotal less discount plus delivery fee.
    var total: Dinars
    /// Moment of the checkout.
    var placedAt: Instant
    /// Time of the last new status or return; equal to `placed_at` before any.
    var updatedAt: Instant
    /// Revision number, which increases by one with every change.
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

/// Conditions that select orders; all of them apply together.
struct OrderFilter: Query {
    /// Any of these statuses; absent means every status.
    var status: [Order.Status]
    /// Orders with this company.
    var companyId: ID<Company>?
    /// Orders delivered to this zone.
    var zoneId: ID<DeliveryZone>?
    /// Orders placed by this account.
    var customerId: ID<Account>?
    /// Orders placed in this checkout.
    var checkoutId: ID<Checkout>?
    /// The order number; dashes, spaces, lower case and look-alike characters are accepted.
    var reference: ReferenceCode?
    /// Words, or parts of words, of the shop's or its owner's name, in any order; a part of its telephone number; or an order number.
    var search: Line<1, 100>?
    /// Placed at this moment or later.
    var from: Instant?
    /// Placed before this moment.
    var until: Instant?

    var conditions: [SQL] {
        [
            status.isEmpty ? nil : "o.status \(in: status)",
            companyId.map { "o.company_id = \($0)" },
            zoneId.map { "o.zone_id = \($0)" },
            customerId.map { "o.customer_id = \($0)" },
            reference.map { "o.number = \($0.number) AND o.number > 0" },
            search.map { Self.found(by: $0.rawValue) },
            checkoutId.map { "o.checkout_id = \($0)" },
            from.map { "o.placed_at >= \($0)" },
            until.map { "o.placed_at < \($0)" },
        ].compactMap(\.self)
    }

    /// Orders of the shops that a question finds, and the order whose number it is.
    private static func found(by question: String) -> SQL {
        let shop = SearchQuestion(question).condition(in: "m.search_text", phone: "a.phone")
        let shops: SQL =
            "SELECT m.account_id FROM member m JOIN account a ON a.id = m.account_id WHERE \(shop)"
        guard let number = ReferenceCode(rawValue: question)?.number else {
            return "o.customer_id IN (\(shops))"
        }
        // Two questions: with OR, PostgreSQL would read every order.
        return """
            o.id IN (
                SELECT n.id FROM sales_order n WHERE n.number = \(number) AND n.number > 0
                 UNION ALL
                SELECT s.id FROM sales_order s WHERE s.customer_id IN (\(shops)))
            """
    }
}
