import Kernel
import Platform
import Store
import Web

/// The routes of product requests and their answers.
enum NeededItems {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                            handler   needs
        Get   ("/needed-items",             list,     .neededItemRead, "List product requests",
               details: "Shop owners see their own requests, administrators those of their zones; newest first.")
        Post  ("/needed-items",             ask,      .wish,           "Create a product request",
               details: "Asks for a product that is not in the catalogue.").idempotent
        Get   ("/needed-items/{id}",        show,     .neededItemRead, "Get a product request")
        Patch ("/needed-items/{id}/status", answer,   .wishRead,       "Answer a product request",
               details: "The shop owner is notified of every answer except the start of a review.").refuses(.illegalTransition, .stale)
        Delete("/needed-items/{id}",        withdraw, .wish,           "Withdraw a product request",
               details: "Only while it is open or under review. It stays listed as withdrawn.").refuses(.illegalTransition)
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

/// The filter of a list of product requests.
struct NeededFilter: Query {
    /// Only requests in this state.
    var status: NeededItem.Status?
    /// Only requests of shop owners in this zone.
    var zoneId: ID<DeliveryZone>?

    var conditions: [SQL] {
        [status.map { "i.status = \($0)" }, zoneId.map { "m.zone_id = \($0)" }].compactMap(\.self)
    }
}

/// A request for a product that is not in the catalogue.
struct NewNeededItem: Body {
    /// The product, as the shop owner calls it.
    var name: Line<1, 200>
    /// Brand, size or other particulars; none when absent.
    var details: Text<1, 2000>?
    /// Approximate order quantity in units; unknown when absent.
    var quantity: Ranged<1, 1_000_000>?
}

/// An answer to a product request.
struct NeededAnswer: Body {
    /// The state to move the request to.
    var status: Verdict
    /// Message to the shop owner; the previous one stays when absent.
    var answer: Text<1, 1000>?
    /// A product on sale that fulfils the request; the previous one stays when absent.
    var productId: ID<Product>?

    /// A state that an answer can set.
    enum Verdict: String, Codable, CaseIterable, Sendable {
        /// An administrator is examining it.
        case inReview = "in_review"
        /// The product will be added.
        case planned
        /// The product can be ordered.
        case available
        /// The product will not be added.
        case declined

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

/// A product request with its answer.
struct NeededItemView: View {
    var id: ID<NeededItem>
    /// The shop owner.
    var accountId: ID<Account>
    /// The shop owner's zone; absent without one.
    var zoneId: ID<DeliveryZone>?
    /// The product, as the shop owner calls it.
    var name: Line<1, 200>
    /// Brand, size or other particulars; absent without any.
    var details: Text<1, 2000>?
    /// Approximate order quantity in units; absent when unknown.
    var quantity: Int?
    /// The state of the request.
    var status: NeededItem.Status
    /// The latest message to the shop owner; absent without one.
    var answer: Text<1, 1000>?
    /// The product that fulfils the request; absent without one.
    var productId: ID<Product>?
    /// The time at which the shop owner sent the request.
    var createdAt: Instant
    /// Time of the last change of status or answer; equal to `created_at` before any.
    var updatedAt: Instant
    /// Raised by one with each change; expected in `If-Match`.
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
