import Kernel
import Platform
import Store
import Web

/// Whether those who wait are wanted, or those who were told.
struct WaitingFilter: Query {
    var waiting: Bool?

    var conditions: [SQL] {
        [waiting.map { $0 ? "n.notified_at IS NULL" : "n.notified_at IS NOT NULL" }].compactMap(\.self)
    }
}

/// What someone waits for.
struct NotifyMeView: View {
    var id: ID<NotifyMe>
    var productId: ID<Product>
    var sku: SKU
    /// In the caller's language.
    var title: String
    var inStock: Bool
    var requestedAt: Instant
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

struct NotifyMeCheck: View {
    var subscribed: Bool
    var notifiedAt: Instant?
    var inStock: Bool
}

/// Someone who waits, as those who run their zone see them.
struct WaitingView: View, Record {
    var id: ID<NotifyMe>
    var accountId: ID<Account>
    var name: String
    var shopName: String?
    var zoneId: ID<DeliveryZone>?
    var requestedAt: Instant
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

struct ManualNotify: Body {
    /// At most so many; as many as there are units when absent.
    var limit: Ranged<1, 500>?
}

struct NotifiedView: View {
    var notified: Int
    /// Who goes on waiting.
    var waiting: Int
}

struct ClearedView: View {
    var cleared: Int
}

/// How many wait, and for what most.
struct NotifyMeStats: View {
    var waiting: Int
    var notified: Int
    var products: [ProductDemand]

    struct ProductDemand: Codable, Sendable {
        var productId: ID<Product>
        /// In the caller's language.
        var title: String
        var waiting: Int
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
