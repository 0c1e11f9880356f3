import Kernel
import Platform
import Store
import Web

/// A shop owner's request to be notified when a product is back in stock.
struct NotifyMe: Sendable {
    let id: ID<NotifyMe>
    let account: ID<Account>
    let product: ID<Product>
    let requestedAt: Instant
    /// Time of the notification; nil while waiting.
    let notifiedAt: Instant?
}

extension NotifyMe: Record {
    static let columns: SQL = "n.id, n.account_id, n.product_id, n.requested_at, n.notified_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        product = try row.next()
        requestedAt = try row.next()
        notifiedAt = try row.next()
    }
}

/// The cause of a notification: a stock movement, or nil for one by hand.
enum NotifyTrigger {}

extension NotifyMe {
    static func find(
        _ account: ID<Account>,
        _ product: ID<Product>,
        _ tx: borrowing Tx
    ) throws -> NotifyMe? {
        try tx.first(
            "SELECT \(columns) FROM notify_me n WHERE n.account_id = \(account) AND n.product_id = \(product)"
        )
    }

    /// Adds a request at the end of the queue; a waiting request keeps its place.
    static func ask(
        for product: ID<Product>,
        _ account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> NotifyMe {
        try tx.execute(
            """
            INSERT INTO notify_me AS n (id, account_id, product_id, requested_at)
            VALUES (\(tx.newID(of: NotifyMe.self)), \(account), \(product), \(tx.now))
            ON CONFLICT (account_id, product_id) DO UPDATE
               SET requested_at = excluded.requested_at, notified_at = NULL, wake_id = NULL
             WHERE n.notified_at IS NOT NULL
            """
        )
        guard let request = try find(account, product, tx) else { throw Problem(.notFound) }
        return request
    }

    /// Notifies the earliest waiting shop owners who can order the product, and returns their number.
    ///
    /// Suspended accounts, and shop owners outside the delivery zones, do not use up a place in the queue.
    static func notify(
        _ product: Product,
        atMost count: Int,
        wake: ID<NotifyTrigger>?,
        of zones: SQL = "TRUE",
        _ tx: borrowing Tx
    ) throws -> Int {
        guard count > 0 else { return 0 }
        let waiting: [WaitingReader] = try tx.all(
            """
            SELECT \(WaitingReader.columns) FROM notify_me n JOIN member m ON m.account_id = n.account_id
              JOIN account a ON a.id = n.account_id JOIN product p ON p.id = n.product_id
             WHERE n.product_id = \(product.id) AND n.notified_at IS NULL AND a.state = \(Account.State.active)
               AND \(Product.soldToMember) AND \(zones)
             ORDER BY n.requested_at, n.id LIMIT \(count)
            """
        )
        guard !waiting.isEmpty else { return 0 }
        try tx.execute(
            """
            UPDATE notify_me SET notified_at = \(tx.now), wake_id = \(wake)
             WHERE id \(in: waiting.map(\.request))
            """
        )
        for reader in waiting {
            let notice = Notice(
                template: .backInStock,
                about: (Product.kind, product.id.cast()),
                values: ["product": product.name.text(in: [reader.locale]), "sku": product.sku.rawValue]
            )
            try Notifications.notify(reader.account, notice, tx)
        }
        return waiting.count
    }
}

/// A recipient with the language of their messages.
private struct WaitingReader: Record {
    let request: ID<NotifyMe>
    let account: ID<Account>
    let locale: Language

    static let columns: SQL = "n.id, n.account_id, a.locale"

    init(_ row: inout Row) throws {
        request = try row.next()
        account = try row.next()
        locale = try row.next()
    }
}
