import Kernel
import Platform
import Store

/// The orders of one checkout, one for each company, as they are stored.
struct PlacedCheckout: Sendable {
    let id: ID<Checkout>
    let quote: Quote
    let orders: [SalesOrder]
    let lines: [SalesOrderLine]
    /// The stock of each product before the checkout.
    let supply: [ID<Product>: Int]

    init(
        _ quote: Quote,
        _ wares: [ID<Product>: Ware],
        of buyer: Buyer,
        to destination: Destination,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let checkout = tx.newID(of: Checkout.self)
        let now = tx.now
        var orders: [SalesOrder] = []
        var lines: [SalesOrderLine] = []
        for part in quote.perCompany {
            let id = tx.newID(of: SalesOrder.self)
            let own = try part.lines.enumerated().map { index, line in
                guard let ware = wares[line.product] else { throw Problem(.conflict) }
                return SalesOrderLine(line, ware, in: id, at: index + 1)
            }
            lines += own
            let number = try site.references.next(tx)
            orders.append(
                SalesOrder(
                    part,
                    own,
                    wares,
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
        supply = wares.mapValues(\.stock)
    }

    /// Delivery zone and address, with the buyer's note.
    struct Destination: Sendable {
        let zone: ID<DeliveryZone>
        let address: OrderAddress
        let note: SalesOrder.Note?
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
        let status = SalesOrder.lifecycle.start.rawValue
        let placing = Transition(from: status, to: status, event: Self.event, reason: nil, fields: [])
        for order in orders {
            try History.record(placing, of: SalesOrder.kind, order.id.cast(), by: actor, tx)
            try Audit.record(
                OrderAction.place,
                of: SalesOrder.kind,
                order.id.cast(),
                by: actor,
                details: ["checkout": .string(id.description), "total": .integer(order.total.value)],
                tx
            )
            try order.publish("order:new", tx)
        }
        try tx.enqueue(TellOfOrders(checkout: id))
    }

    func view(for call: Call) -> CheckoutView {
        let own = Dictionary(grouping: lines, by: \.order)
        return CheckoutView(
            checkoutId: id,
            orders: orders.map { order in
                let step = SalesOrderView.Step(Self.event, of: order, by: call.actor)
                return SalesOrderView(order, own[order.id] ?? [], [step], for: call)
            },
            subtotal: quote.subtotal,
            discount: quote.discount,
            deliveryFee: quote.deliveryFee,
            total: quote.total
        )
    }

    private static let event = OrderAction.place.event
}

extension SalesOrder {
    fileprivate init(
        _ quote: CompanyQuote,
        _ lines: [SalesOrderLine],
        _ wares: [ID<Product>: Ware],
        id: ID<SalesOrder>,
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
            companyName: lines.first.flatMap { wares[$0.product]?.companyName }
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

extension SalesOrderLine {
    fileprivate init(_ line: QuotedLine, _ ware: Ware, in order: ID<SalesOrder>, at position: Int) {
        self.order = order
        self.position = position
        product = line.product
        sku = ware.sku
        name = ware.name
        quantity = line.quantity
        unitPrice = line.unitPrice
        subtotal = line.subtotal
        discount = line.discount
        total = line.total
        commissionRate = ware.commissionRate
        commission = line.total.part(ware.commissionRate)
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
struct TellOfOrders: Job {
    static let kind = "distribution.tell_of_orders"
    static let policy = JobPolicy(queue: .mail)

    let checkout: ID<Checkout>

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            for order in try SalesOrder.list(of: checkout, tx) {
                try order.tell(.customer(.orderPlaced), tx)
                try order.tell(.company(.orderReceived), tx)
            }
        }
        return .done
    }
}
