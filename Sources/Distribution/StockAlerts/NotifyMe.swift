import Kernel
import Platform
import Store
import Web

/// Someone who wants to hear when a product is back.
struct NotifyMe: Sendable {
    let id: ID<NotifyMe>
    let account: ID<Account>
    let product: ID<Product>
    let requestedAt: Instant
    /// When they were told; nil as long as they wait.
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

/// What wakes people: a movement of stock, or a person who does it by hand.
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

    /// At the end of the line; who waits already keeps their place.
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

    /// The first who asked, of those who could order it: a place in the line is not lost to who was shut out, or to
    /// whom it is not delivered.
    ///
    /// Answers how many were told.
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

/// Someone who is told, in the language that they read.
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
