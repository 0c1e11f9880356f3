import Kernel
import Platform
import Store

/// Placing an order: one order for each company, all of them or none.
struct PlaceOrder: Sendable {
    let wanted: NewOrder
    /// The items of the request; nil means the contents of the cart.
    let explicit: [RequestedLine]?
    let call: Call

    init(_ wanted: NewOrder, as call: Call) throws {
        self.wanted = wanted
        self.call = call
        explicit = try wanted.items.map { try NewOrder.requestedLines($0) }
    }

    /// Places the order with as few statements as possible: a wholesaler's morning consists of little else.
    func run(_ tx: borrowing Tx) throws -> PlacedCheckout {
        let customer = try call.account
        let buyer = try Buyer.find(customer, to: wanted.addressId, tx)
        let zone = try buyer.deliveryZone
        let address = try address(of: buyer)
        let requestedLines = try explicit ?? CartItem.list(of: customer, tx).map(\.requested)
        guard !requestedLines.isEmpty else { throw Problem(.cartEmpty) }
        let orderables = try OrderableProduct.load(requestedLines.map(\.product), in: zone, tx)
        try requestedLines.check(against: orderables)
        let quote = try Quote.of(requestedLines, orderables, for: buyer, in: zone, call.site.localCache, tx)
        try check(quote)
        let destination = PlacedCheckout.Destination(zone: zone, address: address, note: wanted.note)
        let checkout = try PlacedCheckout(quote, orderables, of: buyer, to: destination, at: call.site, tx)
        try Promotion.consume(quote, checkout: checkout.id, customer: customer, tx)
        try checkout.insert(tx)
        try OpenOrders.add(checkout, of: buyer, at: call.site, tx)
        try Stock.move(checkout.stockChanges, .sale, by: call.actor, tx)
        if explicit == nil { try CartItem.clear(of: customer, tx) }
        try checkout.announce(by: call.actor, tx)
        return checkout
    }

    private func address(of buyer: Buyer) throws(Problem) -> OrderAddress {
        if let address = buyer.address { return address.place }
        guard wanted.addressId == nil else {
            throw Problem(.invalid, faults: [Problem.Fault("/address_id", .unknownAddress)])
        }
        throw Problem(.noAddress)
    }

    private func check(_ quote: Quote) throws {
        guard let expected = wanted.expectedTotal, expected != quote.total else { return }
        let view = OrderQuoteView(quote, in: call.languages)
        throw Problem(
            .totalChanged,
            extras: [
                "expected_total": .integer(expected.value), "total": .integer(quote.total.value),
                "quote": try JSONValue(parsing: JSON.encode(view)),
            ]
        )
    }
}
