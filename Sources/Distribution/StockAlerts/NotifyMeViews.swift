import Kernel
import Platform
import Store
import Web

/// The filter of a list of stock alerts.
struct WaitingFilter: Query {
    /// True for waiting alerts, false for sent ones; both when absent.
    var waiting: Bool?

    var conditions: [SQL] {
        [waiting.map { $0 ? "n.notified_at IS NULL" : "n.notified_at IS NOT NULL" }].compactMap(\.self)
    }
}

/// A stock alert of the caller.
struct NotifyMeView: View {
    var id: ID<NotifyMe>
    /// The product it waits for.
    var productId: ID<Product>
    /// The seller's product code, in upper case.
    var sku: SKU
    /// The product name in the caller's language, or in Arabic where it has not been translated.
    var title: String
    /// Whether at least one unit is in stock.
    var inStock: Bool
    /// Time of the request, which sets the place in the queue.
    var requestedAt: Instant
    /// Time of the notification; absent while waiting.
    var notifiedAt: Instant?

    init(_ request: NotifyMe, _ product: Product, in languages: [Language]) {
        id = request.id
        productId = product.id
        sku = product.sku
        title = product.name.text(in: languages)
        inStock = product.stock > 0
        requestedAt = request.requestedAt
        notifiedAt = request.notifiedAt
    }

    static func complete(
        _ requests: Page<NotifyMe>,
        in languages: [Language],
        _ tx: borrowing Tx
    ) throws -> Page<NotifyMeView> {
        let products = try Product.list(requests.data.map(\.product), tx)
        let known = Dictionary(products.map { ($0.id, $0) }) { first, _ in first }
        let views = requests.data.compactMap { request in
            known[request.product].map { NotifyMeView(request, $0, in: languages) }
        }
        return Page(views, next: requests.next, total: requests.total)
    }
}

/// The caller's stock alert for one product.
struct NotifyMeCheck: View {
    /// True while an alert is waiting.
    var subscribed: Bool
    /// Time of the notification; absent while waiting or without an alert.
    var notifiedAt: Instant?
    /// Whether at least one unit of the product is in stock.
    var inStock: Bool
}

/// A stock alert with its owner, as seen by administrators.
struct WaitingView: View, Record {
    var id: ID<NotifyMe>
    /// The shop owner.
    var accountId: ID<Account>
    /// The shop owner's full name.
    var name: String
    /// Absent when not given.
    var shopName: String?
    /// The shop owner's zone; absent without one.
    var zoneId: ID<DeliveryZone>?
    /// Time of the request, which sets the place in the queue.
    var requestedAt: Instant
    /// Time of the notification; absent while waiting.
    var notifiedAt: Instant?

    static let columns: SQL =
        "n.id, n.account_id, m.name, m.shop_name, m.zone_id, n.requested_at, n.notified_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        accountId = try row.next()
        name = try row.next()
        shopName = try row.next()
        zoneId = try row.next()
        requestedAt = try row.next()
        notifiedAt = try row.next()
    }
}

/// The size of a round of notifications.
struct ManualNotify: Body {
    /// Shop owners to notify at most; 500 when absent, and never more than there are units in stock.
    var limit: Ranged<1, 500>?
}

/// The outcome of a round of notifications.
struct NotifiedView: View {
    /// Number of shop owners notified now.
    var notified: Int
    /// Alerts still waiting.
    var waiting: Int
}

/// The outcome of a deletion of sent stock alerts.
struct ClearedView: View {
    /// Number of deleted alerts.
    var cleared: Int
}

/// Numbers of stock alerts, and the products with the most.
struct NotifyMeStats: View {
    /// Alerts that have not been sent.
    var waiting: Int
    /// Alerts sent and not deleted yet.
    var notified: Int
    /// The products with the most waiting alerts; at most 20.
    var products: [ProductDemand]

    /// A product with waiting stock alerts.
    struct ProductDemand: Codable, Sendable {
        var productId: ID<Product>
        /// The product name in the caller's language, or in Arabic where it has not been translated.
        var title: String
        /// Number of alerts that have not been sent.
        var waiting: Int
        /// Time of the earliest waiting request.
        var since: Instant
    }

    static func make(
        within scope: Scope,
        in languages: [Language],
        _ tx: borrowing Tx
    ) throws -> NotifyMeStats {
        let mine: SQL =
            """
            FROM notify_me n JOIN member m ON m.account_id = n.account_id
             WHERE \(Visibility(zone: "m.zone_id").visible(to: scope))
            """
        var wanted: [(ID<Product>, Int, Instant)] = []
        try tx.forEach(
            """
            SELECT n.product_id, COUNT(*), MIN(n.requested_at) \(mine) AND n.notified_at IS NULL
             GROUP BY n.product_id ORDER BY COUNT(*) DESC, MIN(n.requested_at), n.product_id LIMIT 20
            """
        ) { row in wanted.append((try row.next(), try row.next(), try row.next())) }
        let products = try Product.list(wanted.map(\.0), tx)
        let known = Dictionary(products.map { ($0.id, $0) }) { first, _ in first }
        return NotifyMeStats(
            waiting: try tx.value("SELECT COUNT(*) \(mine) AND n.notified_at IS NULL") ?? 0,
            notified: try tx.value("SELECT COUNT(*) \(mine) AND n.notified_at IS NOT NULL") ?? 0,
            products: wanted.compactMap { id, waiting, since in
                known[id].map {
                    ProductDemand(
                        productId: id,
                        title: $0.name.text(in: languages),
                        waiting: waiting,
                        since: since
                    )
                }
            }
        )
    }
}
