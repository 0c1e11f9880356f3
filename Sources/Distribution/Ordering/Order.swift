import Kernel
import Platform
import Store

/// What a shop ordered from one company; zone, address, prices and commission are as they were when it was placed.
struct Order: Sendable {
    let id: ID<Order>
    /// What people call it by.
    let reference: ReferenceCode
    /// Shared by the orders that were placed together, one for each company.
    let checkout: ID<Checkout>
    let customer: ID<Account>
    let company: ID<Company>
    let zone: ID<DeliveryZone>
    let status: Status
    /// Why it is in this status, where someone said so.
    var statusReason: Reason?
    let address: OrderAddress
    let note: Note?
    let subtotal: Dinars
    let discount: Dinars
    let deliveryFee: Dinars
    let total: Dinars
    /// What the platform keeps of it.
    let commission: Dinars
    let placedAt: Instant
    let confirmedAt: Instant?
    let shippedAt: Instant?
    let deliveredAt: Instant?
    let cancelledAt: Instant?
    let updatedAt: Instant
    let version: Int
    var returned = Returned()
    let customerName: String
    let shopName: String?
    let companyName: Name

    /// What of it has been given back.
    struct Returned: Sendable {
        var goods = Dinars.zero
        var deliveryFee = Dinars.zero
        var commission = Dinars.zero
    }

    typealias Reason = Line<1, 500>
    typealias Note = Text<1, 1000>
}

extension Order: LifecycleSubject {
    static let kind = "sales_order"

    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        case pending = "PENDING"
        case confirmed = "CONFIRMED"
        case processing = "PROCESSING"
        case shipped = "SHIPPED"
        case delivered = "DELIVERED"
        case cancelled = "CANCELLED"
    }

    enum Event: String, Codable, CaseIterable, Sendable {
        case confirm, process, ship, deliver
        case cancel
        /// The company cannot, or will not, deliver it.
        case reject
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<Order, Status, Event>(start: .pending) {
        // event      from               to               needs                 then
        On(.confirm,  from: .pending,    to: .confirmed,  needs: .orderHandle,  then: .notifyCustomer(.orderConfirmed))
        On(.process,  from: .confirmed,  to: .processing, needs: .orderHandle)
        On(.ship,     from: .processing, to: .shipped,    needs: .orderHandle,  then: .notifyCustomer(.orderShipped))
        On(.deliver,  from: .shipped,    to: .delivered,  needs: .orderDeliver, then: .bookDelivery, .notifyCustomer(.orderDelivered))
        On(.cancel,   from: .pending,    to: .cancelled,  needs: .orderCancel,  then: .returnStock, .releasePromotions, .notifyCustomer(.orderCancelled), .notifyCompany(.orderCancelledByShop))
        On(.reject,   from: .pending,    to: .cancelled,  needs: .orderHandle,  then: .returnStock, .releasePromotions, .notifyCustomer(.orderCancelled))
        On(.cancel,   from: .confirmed,  to: .cancelled,  needs: .orderHandle,  then: .returnStock, .releasePromotions, .notifyCustomer(.orderCancelled))
    }

    var isOver: Bool { Self.lifecycle.isTerminal(status) }
}

extension Effect {
    /// The shop has the goods: who owes whom what from now on is booked.
    static let bookDelivery = Effect("book_delivery")
    /// The order will not be delivered, and what was taken for it is in stock again.
    static let returnStock = Effect("return_stock")
    /// Promotions of the checkout that nothing profits from any more can be used again.
    static let releasePromotions = Effect("release_promotions")
}

extension Order {
    func advanced(
        to status: Status,
        because reason: Reason?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Order {
        var order = self
        order.statusReason = reason
        return try order.advanced(to: status, as: call, reason: reason?.rawValue, tx)
    }
}
