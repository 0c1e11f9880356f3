import Kernel
import Platform
import Store
import Web

/// The price lists, and why a price is what it is.
enum PriceLists {
    static let routes = rows.tagged("Price lists")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                        handler  needs
        Get   ("/price-lists",         list,    .priceListManage, "The price lists in the order in which they are asked")
        Get   ("/price-lists/{id}",    show,    .priceListManage, "One price list with its prices")
        Post  ("/price-lists",         create,  .priceListManage, "A new price list")
        Put   ("/price-lists/{id}",    change,  .priceListManage, "Change a price list").refuses(.stale)
        Delete("/price-lists/{id}",    remove,  .priceListManage, "Delete a price list").refuses(.stale)
        Post  ("/price-lists/explain", explain, .priceAsk,        "Which list gives the price of something, and why not the others").refuses(.notFound, .productNotSold, .zoneNeeded)
    }

    static func list(
        _ call: Call,
        filter: PriceListFilter,
        page: PageRequest
    ) async throws -> Page<PriceListSummary> {
        try await call.db.read { tx in
            let lists: Page<PriceList> = try tx.page(
                page,
                """
                SELECT \(PriceList.columns) FROM price_list l
                 WHERE l.deleted_at IS NULL AND \(SQL.all(filter.conditions))
                """,
                order: SortOrder(.ascending("priority", \.priority), .ascending("id", \.id))
            )
            return lists.map { PriceListSummary($0, in: call.languages) }
        }
    }

    static func show(_ call: Call, id: ID<PriceList>) async throws -> Versioned<PriceListView> {
        try await call.db.read { tx in try versioned(PriceList.find(id, tx), call) }
    }

    static func create(_ call: Call, body: NewPriceList) async throws -> Created<PriceListView> {
        try await call.db.write { tx in
            let list = try PriceList.add(body, by: call.actor, tx)
            return Created(
                PriceListView(list, in: call.languages),
                at: "/price-lists/\(list.id)",
                version: list.version
            )
        }
    }

    static func change(
        _ call: Call,
        id: ID<PriceList>,
        match: IfMatch?,
        body: PriceListChanges
    ) async throws -> Versioned<PriceListView> {
        try await call.db.write { tx in
            var list = try PriceList.find(id, tx)
            try match?.check(list.version)
            list.change(body)
            return try versioned(list.save(body.prices, by: call.actor, tx), call)
        }
    }

    static func remove(_ call: Call, id: ID<PriceList>, match: IfMatch?) async throws -> NoContent {
        try await call.db.write { tx in
            let list = try PriceList.find(id, tx)
            try match?.check(list.version)
            try list.delete(by: call.actor, tx)
            return NoContent()
        }
    }

    static func explain(_ call: Call, body: UnitPriceQuestion) async throws -> PriceExplanation {
        try await call.db.read { tx in try body.answer(for: call, tx) }
    }

    private static func versioned(_ list: PriceList, _ call: Call) -> Versioned<PriceListView> {
        Versioned(PriceListView(list, in: call.languages), version: list.version)
    }
}

/// Which price lists are wanted.
struct PriceListFilter: Query {
    var zoneId: ID<DeliveryZone>?
    var companyId: ID<Company>?
    var customerGroup: Line<1, 40>?
    var active: Bool?

    var conditions: [SQL] {
        [
            zoneId.map { "l.zone_id = \($0)" },
            companyId.map { "l.company_id = \($0)" },
            customerGroup.map { "l.customer_group = \($0)" },
            active.map { "l.is_active = \($0)" },
        ].compactMap(\.self)
    }
}
