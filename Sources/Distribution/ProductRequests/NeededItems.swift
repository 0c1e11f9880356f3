import Kernel
import Platform
import Store
import Web

/// What shop owners miss in the catalogue, and what becomes of it.
enum NeededItems {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                            handler   needs
        Get   ("/needed-items",             list,     .neededItemRead, "What is missed: one's own, or that of one's zones")
        Post  ("/needed-items",             ask,      .wish,           "Ask for something that is not in the catalogue").idempotent
        Get   ("/needed-items/{id}",        show,     .neededItemRead, "One of them")
        Patch ("/needed-items/{id}/status", answer,   .wishRead,       "Say what becomes of it").refuses(.illegalTransition, .stale)
        Delete("/needed-items/{id}",        withdraw, .wish,           "It is not needed any more").refuses(.illegalTransition)
    }

    static func list(
        _ call: Call,
        filter: NeededFilter,
        page: PageRequest
    ) async throws -> Page<NeededItemView> {
        let conditions = [NeededItem.visible(to: call.scope)] + filter.conditions
        return try await call.db.read { tx in
            let items: Page<NeededItem> = try tx.page(
                page,
                "SELECT \(NeededItem.columns) FROM \(NeededItem.source) WHERE \(SQL.all(conditions))",
                order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
            )
            return items.map(NeededItemView.init)
        }
    }

    static func show(_ call: Call, id: ID<NeededItem>) async throws -> Versioned<NeededItemView> {
        try await call.db.read { tx in versioned(try find(id, within: call.scope, tx)) }
    }

    static func ask(_ call: Call, body: NewNeededItem) async throws -> Created<NeededItemView> {
        let me = try call.account
        return try await call.db.write { tx in
            try Quota.neededItems.consume(as: call, tx)
            try Quota.neededItemsADay.consume(as: call, tx)
            let id = tx.newID(of: NeededItem.self)
            try tx.execute(
                """
                INSERT INTO needed_item (id, account_id, name, details, quantity, status, created_at, updated_at, version)
                VALUES (\(id), \(me), \(body.name), \(body.details), \(body.quantity), \(NeededItem.Status.open),
                        \(tx.now), \(tx.now), 1)
                """
            )
            let item = try find(id, within: call.scope, tx)
            return Created(NeededItemView(item), at: "/needed-items/\(id)", version: 1)
        }
    }

    static func answer(
        _ call: Call,
        id: ID<NeededItem>,
        match: IfMatch?,
        body: NeededAnswer
    ) async throws -> Versioned<NeededItemView> {
        try await call.db.write { tx in
            var item = try find(id, within: call.scope, tx)
            try match?.check(item.version)
            if let product = body.productId {
                guard try !Product.listOnSale([product], tx).isEmpty else {
                    throw Problem(.invalid, faults: [Problem.Fault("/product_id", .unknownReference)])
                }
                item.product = product
            }
            item.answer = body.answer ?? item.answer
            let answered = try item.advanced(
                to: body.status.status,
                as: call,
                reason: body.answer?.rawValue,
                tx
            )
            return versioned(answered)
        }
    }

    static func withdraw(_ call: Call, id: ID<NeededItem>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let item = try find(id, within: call.scope, tx)
            try match?.check(item.version)
            _ = try item.advanced(by: .withdraw, as: call, tx)
            return NoContent()
        }
    }

    private static func find(
        _ id: ID<NeededItem>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> NeededItem {
        try tx.one(
            """
            SELECT \(NeededItem.columns) FROM \(NeededItem.source)
             WHERE i.id = \(id) AND \(NeededItem.visible(to: scope))
            """
        )
    }

    private static func versioned(_ item: NeededItem) -> Versioned<NeededItemView> {
        Versioned(NeededItemView(item), version: item.version)
    }
}

struct NeededFilter: Query {
    var status: NeededItem.Status?
    var zoneId: ID<DeliveryZone>?

    var conditions: [SQL] {
        [status.map { "i.status = \($0)" }, zoneId.map { "m.zone_id = \($0)" }].compactMap(\.self)
    }
}

struct NewNeededItem: Body {
    var name: Line<1, 200>
    var details: Text<1, 2000>?
    /// About how many would be ordered.
    var quantity: Ranged<1, 1_000_000>?
}

struct NeededAnswer: Body {
    var status: Verdict
    /// What the one who asked is told.
    var answer: Text<1, 1000>?
    /// Where it is to be had now.
    var productId: ID<Product>?

    enum Verdict: String, Codable, CaseIterable, Sendable {
        case inReview = "in_review"
        case planned, available, declined

        var status: NeededItem.Status {
            switch self {
            case .inReview: .inReview
            case .planned: .planned
            case .available: .available
            case .declined: .declined
            }
        }
    }
}

struct NeededItemView: View {
    var id: ID<NeededItem>
    var accountId: ID<Account>
    var zoneId: ID<DeliveryZone>?
    var name: Line<1, 200>
    var details: Text<1, 2000>?
    var quantity: Int?
    var status: NeededItem.Status
    var answer: Text<1, 1000>?
    var productId: ID<Product>?
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int

    init(_ item: NeededItem) {
        id = item.id
        accountId = item.account
        zoneId = item.zone
        name = item.name
        details = item.details
        quantity = item.quantity
        status = item.status
        answer = item.answer
        productId = item.product
        createdAt = item.createdAt
        updatedAt = item.updatedAt
        version = item.version
    }
}
