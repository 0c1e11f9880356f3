import Kernel
import Platform
import Store

/// A shop's order with one company; zone, address, prices and commission stay as they were when it was placed.
struct Order: Sendable {
    let id: ID<Order>
    /// The number for people, as read out on the telephone.
    let reference: ReferenceCode
    /// Shared by the orders that were placed together, one for each company.
    let checkout: ID<Checkout>
    let customer: ID<Account>
    let company: ID<Company>
    let zone: ID<DeliveryZone>
    let status: Status
    /// The reason given for the current status; nil when none was given.
    var statusReason: Reason?
    let address: OrderAddress
    let note: Note?
    let subtotal: Dinars
    let discount: Dinars
    let deliveryFee: Dinars
    let total: Dinars
    /// The platform's share.
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

    /// The refunded part of an order.
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

    /// Stage of an order between checkout and delivery.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Placed, with its stock reserved; the company has not confirmed it yet.
        case pending = "PENDING"
        /// Accepted by the company.
        case confirmed = "CONFIRMED"
        /// Being prepared for shipment.
        case processing = "PROCESSING"
        /// On its way to the shop.
        case shipped = "SHIPPED"
        /// Handed over to the shop; the sale is booked.
        case delivered = "DELIVERED"
        /// Called off by the shop, the company or an administrator; its stock is available again.
        case cancelled = "CANCELLED"
    }

    /// Step of an order's lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// The company accepts the order.
        case confirm
        /// The company starts to prepare the goods.
        case process
        /// The goods leave for the shop.
        case ship
        /// The shop has received the goods.
        case deliver
        /// The shop or an administrator calls the order off, or the company does so after its confirmation.
        case cancel
        /// The company cannot deliver the order, or declines it.
        case reject
        /// A super administrator calls off an order in preparation and gives the reason.
        case stop
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
        On(.stop,     from: .processing, to: .cancelled,  needs: .orderStop,    if: hasReason, then: .checkRoute, .returnStock, .releasePromotions, .notifyCustomer(.orderCancelled), .notifyCompany(.orderStopped))
    }

    static let hasReason = Guard<Order>(
        "has_reason",
        [
            "en": "An order in preparation can be cancelled only with a reason.",
            "ar": "لا يُلغى طلب قيد التحضير إلا مع ذكر السبب.",
            "ku": "داواکارییەک کە ئامادە دەکرێت تەنها بە هۆکارەوە هەڵدەوەشێنرێتەوە.",
        ]
    ) { order in
        order.statusReason == nil ? [Problem.Fault("/reason", Refusal(.required))] : []
    }

    var isOver: Bool { Self.lifecycle.isTerminal(status) }
}

extension Effect {
    /// Books the sale: the shop has received the goods.
    static let bookDelivery = Effect("book_delivery")
    /// Refuses to call the order off while its goods may be on the road, on a delivery route that has started.
    static let checkRoute = Effect("check_route")
    /// Returns the goods of an order that will not be delivered to stock.
    static let returnStock = Effect("return_stock")
    /// Releases the promotion uses of the checkout that no remaining order benefits from.
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
