import Kernel
import Platform
import Store

/// The orders of one checkout, one for each company, as they are stored.
struct PlacedCheckout: Sendable {
    let id: ID<Checkout>
    let quote: Quote
    let orders: [Order]
    let lines: [OrderLine]
    /// The stock of each product before the checkout.
    let supply: [ID<Product>: Int]

    init(
        _ quote: Quote,
        _ orderables: [ID<Product>: OrderableProduct],
        of buyer: Buyer,
        to destination: Destination,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let checkout = tx.newID(of: Checkout.self)
        let now = tx.now
        var orders: [Order] = []
        var lines: [OrderLine] = []
        for part in quote.perCompany {
            let id = tx.newID(of: Order.self)
            let own = try part.lines.enumerated().map { index, line in
                guard let orderable = orderables[line.product] else { throw Problem(.conflict) }
                return OrderLine(line, orderable, in: id, at: index + 1)
            }
            lines += own
            let number = try site.references.next(tx)
            orders.append(
                Order(
                    part,
                    own,
                    orderables,
                    id: id,
                    number,
                    checkout: checkout,
                    of: buyer,
                    to: destination,
                    at: now
                )
            )
        }
        id = checkout
        self.quote = quote
        self.orders = orders
        self.lines = lines
        supply = orderables.mapValues(\.stock)
    }

    /// Delivery zone and address, with the buyer's note.
    struct Destination: Sendable {
        let zone: ID<DeliveryZone>
        let address: OrderAddress
        let note: Order.Note?
    }

    var stockChanges: [StockChange] {
        lines.map { StockChange(product: $0.product, quantity: -$0.quantity, order: $0.order) }
    }

    func insert(_ tx: borrowing Tx) throws {
        try tx.post(
            """
            INSERT INTO sales_order (id, number, checkout_id, customer_id, company_id, zone_id, status, address, note, subtotal,
                                     discount, delivery_fee, total, commission, placed_at, updated_at, version)
            VALUES \(SQL.list(orders.map(\.row)))
            """
        )
        try tx.post(
            """
            INSERT INTO sales_order_line (order_id, position, product_id, sku, name, quantity, unit_price, subtotal,
                                          discount, total, commission_rate, commission, pricing)
            VALUES \(SQL.list(lines.map(\.row)))
            """
        )
    }

    /// Records history and audit and publishes to connected clients; a job sends the notifications.
    func announce(by actor: Actor, _ tx: borrowing Tx) throws {
        let status = Order.lifecycle.start.rawValue
        let placing = Transition(from: status, to: status, event: Self.event, reason: nil, fields: [])
        for order in orders {
            try History.record(placing, of: Order.kind, order.id.cast(), by: actor, tx)
            try Audit.record(
                OrderAction.place,
                of: Order.kind,
                order.id.cast(),
                by: actor,
                details: ["checkout": .string(id.description), "total": .integer(order.total.value)],
                tx
            )
            try order.publish("order:new", tx)
        }
        try tx.enqueue(NotifyOfOrders(checkout: id))
    }

    func view(for call: Call) -> CheckoutView {
        let own = Dictionary(grouping: lines, by: \.order)
        return CheckoutView(
            checkoutId: id,
            orders: orders.map { order in
                let step = OrderView.Step(Self.event, of: order, by: call.actor)
                return OrderView(order, own[order.id] ?? [], [step], for: call)
            },
            subtotal: quote.subtotal,
            discount: quote.discount,
            deliveryFee: quote.deliveryFee,
            total: quote.total
        )
    }

    private static let event = OrderAction.place.event
}

extension Order {
    fileprivate init(
        _ quote: CompanyQuote,
        _ lines: [OrderLine],
        _ orderables: [ID<Product>: OrderableProduct],
        id: ID<Order>,
        _ reference: ReferenceCode,
        checkout: ID<Checkout>,
        of buyer: Buyer,
        to destination: PlacedCheckout.Destination,
        at now: Instant
    ) {
        self.init(
            id: id,
            reference: reference,
            checkout: checkout,
            customer: buyer.account,
            company: quote.company,
            zone: destination.zone,
            status: Self.lifecycle.start,
            statusReason: nil,
            address: destination.address,
            note: destination.note,
            subtotal: quote.subtotal,
            discount: quote.discount,
            deliveryFee: quote.deliveryFee,
            total: quote.total,
            commission: lines.reduce(.zero) { Dinars($0.value + $1.commission.value) ?? $0 },
            placedAt: now,
            confirmedAt: nil,
            shippedAt: nil,
            deliveredAt: nil,
            cancelledAt: nil,
            updatedAt: now,
            version: 1,
            customerName: buyer.name,
            shopName: buyer.shopName,
            companyName: lines.first.flatMap { orderables[$0.product]?.companyName }
                ?? Name(ar: Line(unchecked: "-"))
        )
    }

    fileprivate var row: SQL {
        """
        (\(id), \(reference.number), \(checkout), \(customer), \(company), \(zone), \(status), \(json: address), \(note), \(subtotal), \(discount),
         \(deliveryFee), \(total), \(commission), \(placedAt), \(updatedAt), \(version))
        """
    }
}

extension OrderLine {
    fileprivate init(_ line: QuotedLine, _ orderable: OrderableProduct, in order: ID<Order>, at position: Int)
    {
        self.order = order
        self.position = position
        product = line.product
        sku = orderable.sku
        name = orderable.name
        quantity = line.quantity
        unitPrice = line.unitPrice
        subtotal = line.subtotal
        discount = line.discount
        total = line.total
        commissionRate = orderable.commissionRate
        commission = line.total.part(orderable.commissionRate)
        pricing = line.pricing
    }

    fileprivate var row: SQL {
        """
        (\(order), \(position), \(product), \(sku), \(json: name), \(quantity), \(unitPrice), \(subtotal), \(discount), \(total),
         \(commissionRate), \(commission), \(json: pricing))
        """
    }
}

extension Dinars {
    /// The given share of the amount, in hundredths of a percent, rounded to the dinar, halves up.
    func part(_ share: Int) -> Dinars {
        Dinars((value * Int64(share) + 5_000) / 10_000) ?? self
    }
}

/// Notifies the customer and the companies of new orders.
struct NotifyOfOrders: Job {
    static let kind = "distribution.tell_of_orders"
    static let policy = JobPolicy(queue: .emails)

    let checkout: ID<Checkout>

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            for order in try Order.list(of: checkout, tx) {
                try order.notify(.customer(.orderPlaced), tx)
                try order.notify(.company(.orderReceived), tx)
            }
        }
        return .done
    }
}
