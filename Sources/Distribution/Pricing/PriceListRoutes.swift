import Kernel
import Platform
import Store
import Web

/// Routes for price lists and for explaining a price.
enum PriceLists {
    static let routes = rows.tagged("Price lists")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                        handler  needs
        Get   ("/price-lists",         list,    .priceListManage, "List price lists",
              details: "Lists them in the order of their evaluation: by priority, the lowest number first.")
        Get   ("/price-lists/{id}",    show,    .priceListManage, "Get a price list",
              details: "Includes all its prices.")
        Post  ("/price-lists",         create,  .priceListManage, "Create a price list",
              details: "Its prices replace the catalogue's for matching buyers and products while the list is active and in force.")
        Put   ("/price-lists/{id}",    change,  .priceListManage, "Update a price list",
              details: "Absent members stay as they are; `prices` replaces all prices. Existing orders keep their prices.").refuses(.stale)
        Delete("/price-lists/{id}",    remove,  .priceListManage, "Delete a price list",
              details: "Existing orders keep their prices and their reference to the list.").refuses(.stale)
        Post  ("/price-lists/explain", explain, .priceAsk,        "Explain a product's unit price",
              details: "Shows which price list sets the product's price for a quantity, and why the other lists do not apply.").refuses(.notFound, .productNotSold, .zoneNeeded)
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

/// Conditions that select price lists; all of them apply together.
struct PriceListFilter: Query {
    /// Lists restricted to this zone.
    var zoneId: ID<DeliveryZone>?
    /// Lists restricted to this company.
    var companyId: ID<Company>?
    /// Lists restricted to this customer group.
    var customerGroup: Line<1, 40>?
    /// True for lists that are switched on, false for lists that are switched off; absent means both.
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
