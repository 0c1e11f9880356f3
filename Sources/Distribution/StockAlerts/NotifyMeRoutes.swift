import Kernel
import Platform
import Store
import Web

/// The routes of stock alerts: notifications that a product is back in stock.
enum NotifyMeRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                                       handler    needs
        Get   ("/notify-me/my-subscriptions",         mine,      .wish,     "List the caller's stock alerts",
               details: "Waiting alerts and those already sent, latest request first.")
        Get   ("/notify-me/stats",                    stats,     .wishRead, "Get stock alert statistics",
               details: "Numbers of waiting and sent alerts, and the 20 products with the most waiting alerts, in the caller's zones.")
        Delete("/notify-me/clear-notified",           clear,     .wishRead, "Delete sent stock alerts",
               details: "Deletes the alerts in the caller's zones whose owners have been notified.")
        Get   ("/notify-me/check/{productId}",        check,     .wish,     "Check a stock alert",
               details: "Shows whether the caller is waiting for the product, and whether it is in stock.")
        Get   ("/notify-me/product/{productId}/requests", requests, .wishRead, "List a product's stock alerts",
               details: "In queue order, earliest request first. Location admins see the shop owners of their zones.")
        Post  ("/notify-me/product/{productId}/notify", notify,  .wishRead, "Send a product's stock alerts",
               details: "Notifies waiting shop owners in queue order, at most as many as there are units in stock. Refused while the product is out of stock.").refuses(.outOfStock)
        Post  ("/notify-me/{productId}",              subscribe, .wish,     "Subscribe to a stock alert",
               details: "Refused while the product is in stock. A waiting alert keeps its place in the queue.").refuses(.inStock)
        Delete("/notify-me/{productId}",              unsubscribe, .wish,   "Unsubscribe from a stock alert")
    }

    static func subscribe(_ call: Call, product: ID<Product>) async throws -> Created<NotifyMeView> {
        let me = try call.account
        return try await call.db.write { tx in
            let found = try Product.findOnSale(product, tx)
            guard found.stock == 0 else { throw Problem(.inStock) }
            let known = try NotifyMe.find(me, product, tx)
            if known == nil || known?.notifiedAt != nil { try Quota.waiting.consume(as: call, tx) }
            let request = try NotifyMe.ask(for: product, me, tx)
            return Created(
                NotifyMeView(request, found, in: call.languages),
                at: "/notify-me/check/\(product)"
            )
        }
    }

    static func unsubscribe(_ call: Call, product: ID<Product>) async throws -> NoContent {
        let me = try call.account
        return try await call.db.write { tx in
            let gone = try tx.execute(
                "DELETE FROM notify_me WHERE account_id = \(me) AND product_id = \(product)"
            )
            guard gone == 1 else { throw Problem(.notFound) }
            return NoContent()
        }
    }

    static func mine(
        _ call: Call,
        filter: WaitingFilter,
        page: PageRequest
    ) async throws -> Page<NotifyMeView> {
        let me = try call.account
        return try await call.db.read { tx in
            let requests: Page<NotifyMe> = try tx.page(
                page,
                """
                SELECT \(NotifyMe.columns) FROM notify_me n
                 WHERE \(SQL.all(["n.account_id = \(me)"] + filter.conditions))
                """,
                order: SortOrder(.descending("requested_at", \.requestedAt), .descending("id", \.id))
            )
            return try NotifyMeView.complete(requests, in: call.languages, tx)
        }
    }

    static func check(_ call: Call, product: ID<Product>) async throws -> NotifyMeCheck {
        let me = try call.account
        return try await call.db.read { tx in
            let found = try Product.find(product, tx)
            let request = try NotifyMe.find(me, product, tx)
            return NotifyMeCheck(
                subscribed: request.map { $0.notifiedAt == nil } ?? false,
                notifiedAt: request?.notifiedAt,
                inStock: found.stock > 0
            )
        }
    }

    static func requests(
        _ call: Call,
        product: ID<Product>,
        filter: WaitingFilter,
        page: PageRequest
    ) async throws -> Page<WaitingView> {
        let visible = Visibility(zone: "m.zone_id").visible(to: call.scope)
        return try await call.db.read { tx in
            _ = try Product.find(product, tx)
            return try tx.page(
                page,
                """
                SELECT \(WaitingView.columns) FROM notify_me n JOIN member m ON m.account_id = n.account_id
                 WHERE \(SQL.all(["n.product_id = \(product)", visible] + filter.conditions))
                """,
                order: SortOrder(.ascending("requested_at", \.requestedAt), .ascending("id", \.id))
            )
        }
    }

    static func notify(_ call: Call, product: ID<Product>, body: ManualNotify?) async throws -> NotifiedView {
        let mine = Product.managed(within: call.scope(of: .productManage))
        let visible = Visibility(zone: "m.zone_id").visible(to: call.scope)
        return try await call.db.write { tx in
            let found: Product = try tx.one(
                "SELECT \(Product.columns) FROM product p WHERE p.id = \(product) AND \(mine)"
            )
            guard found.stock > 0 else { throw Problem(.outOfStock) }
            let most = min(body?.limit?.value ?? 500, found.stock, 500)
            let told = try NotifyMe.notify(found, atMost: most, wake: nil, of: visible, tx)
            try Audit.record(
                StockAlertAction.notifyMeNotify,
                of: Product.kind,
                product.cast(),
                by: call.actor,
                details: ["told": .integer(Int64(told))],
                tx
            )
            let waiting = try tx.value(
                """
                SELECT COUNT(*) FROM notify_me n JOIN member m ON m.account_id = n.account_id
                 WHERE n.product_id = \(product) AND n.notified_at IS NULL AND \(visible)
                """,
                as: Int.self
            )
            return NotifiedView(notified: told, waiting: waiting ?? 0)
        }
    }

    static func clear(_ call: Call) async throws -> ClearedView {
        let visible = Visibility(zone: "m.zone_id").visible(to: call.scope)
        return try await call.db.write { tx in
            let gone = try tx.execute(
                """
                DELETE FROM notify_me WHERE notified_at IS NOT NULL
                   AND account_id IN (SELECT m.account_id FROM member m WHERE \(visible))
                """
            )
            return ClearedView(cleared: gone)
        }
    }

    static func stats(_ call: Call) async throws -> NotifyMeStats {
        try await call.db.read { tx in try NotifyMeStats.make(within: call.scope, in: call.languages, tx) }
    }
}
