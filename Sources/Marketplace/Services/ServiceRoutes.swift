import Kernel
import Platform
import Store
import Web

/// The catalogue of services and their categories.
enum ServiceRoutes {
    static let routes = rows.tagged("Services") + adminRows.tagged("Administration")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                     handler   needs
        Get   ("/services",             list,     .serviceRead,    "List the services", details: "Approved services; in addition the caller's own ones, and for staff the ones under their review. With `kind=category` the categories.")
        Get   ("/services/my-services", mine,     .servicePropose, "List the caller's own services", details: "In every state, with the changes that wait for a review.")
        Get   ("/services/{id}",        show,     .serviceRead,    "Get a service", details: "Also answers with a category.")
        Post  ("/services",             create,   .servicePropose, "Propose a service", details: "A local manager of the provider's region reviews it; one of an administrator is approved at once.").idempotent.refuses(.nameTaken, .notFound)
        Put   ("/services/{id}",        change,   .servicePropose, "Update a service", details: "A change by the creator of an approved service waits for its review, and the text stays until then; an administrator's holds at once. While another provider offers it, its creator changes neither unit nor category.").refuses(.nameTaken, .inUse, .illegalTransition, .stale)
        Delete("/services/{id}",        remove,   .servicePropose, "Delete a service", details: "It is archived when it was ever used. While another provider offers it, its creator does not delete it.").refuses(.inUse, .illegalTransition, .stale)
    }

    // swift-format-ignore
    @RouteTable private static var adminRows: [Route] {
        //     path               handler       needs
        Get   ("/admin/services", all,          .categoryManage, "List all services", details: "In every state. With `kind=category` the categories.")
        Post  ("/admin/services", addCategory,  .categoryManage, "Add a category of services").idempotent.refuses(.nameTaken)
    }
}

extension ServiceRoutes {
    static func list(_ call: Call, filter: ServiceFilter, page: PageRequest) async throws -> Page<ServiceView>
    {
        try await call.db.read { tx in
            guard filter.kind != .category else { return try categories(filter, page, tx) }
            return try self.page([Service.seen(by: call)] + filter.conditions, page, for: call, tx)
        }
    }

    static func mine(_ call: Call, page: PageRequest) async throws -> Page<ServiceView> {
        try await call.db.read { tx in
            let own: SQL =
                "s.creator_id = (SELECT p.id FROM provider p WHERE p.account_id = \(try call.account))"
            return try self.page([own], page, for: call, tx)
        }
    }

    static func all(
        _ call: Call,
        filter: AdminServiceFilter,
        page: PageRequest
    ) async throws -> Page<ServiceView> {
        try await call.db.read { tx in
            guard filter.kind != .category else { return try categories(filter.common, page, tx) }
            return try self.page(filter.conditions, page, for: call, tx)
        }
    }

    static func show(_ call: Call, id: ID<Service>) async throws -> Versioned<ServiceView> {
        try await call.db.read { tx in
            let found: Service? = try tx.first(
                "SELECT \(Service.columns) FROM service s WHERE s.id = \(id) AND (\(Service.seen(by: call)))"
            )
            guard let found else {
                return Versioned(ServiceView(try Category.find(id.cast(), tx)), version: 1)
            }
            return try ServiceView.versioned(found, for: call, tx)
        }
    }

    static func create(_ call: Call, body: NewService) async throws -> Created<ServiceView> {
        try await call.db.write { tx in
            let creator = call.actor.role == .provider ? try Provider.own(call, tx) : nil
            if creator != nil { try Quota.waitingServices.consume(as: call, tx) }
            let service = try Service.add(body, by: creator, as: call, tx)
            return Created(
                ServiceView(service, isOpen: true),
                at: "/services/\(service.id)",
                version: service.version
            )
        }
    }

    static func change(
        _ call: Call,
        id: ID<Service>,
        match: IfMatch?,
        body: ServiceChanges
    ) async throws -> Versioned<ServiceView> {
        try await call.db.write { tx in
            let service = try Service.find(id, within: call.scope, tx)
            try match?.check(service.version)
            return try ServiceView.versioned(service.changed(by: body, as: call, tx), for: call, tx)
        }
    }

    static func remove(
        _ call: Call,
        id: ID<Service>,
        match: IfMatch?,
        query: OptionalReasonQuery
    ) async throws -> NoContent {
        try await call.db.write { tx in
            let service = try Service.find(id, within: call.scope, tx)
            try match?.check(service.version)
            try service.deleted(because: query.reason, as: call, tx)
            return NoContent()
        }
    }

    static func addCategory(_ call: Call, body: NewCategory) async throws -> Created<ServiceView> {
        try await call.db.write { tx in
            let category = try Category.add(body, by: call.actor, tx)
            return Created(ServiceView(category), at: "/services/\(category.id)", version: 1)
        }
    }

    /// A page of services, the newest first.
    static func page(
        _ conditions: [SQL],
        _ page: PageRequest,
        order: SortOrder<Service> = Service.newestFirst,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Page<ServiceView> {
        let found: Page<Service> = try tx.page(
            page,
            "SELECT \(Service.columns) FROM service s WHERE \(SQL.all(conditions))",
            order: order
        )
        return Page(
            try ServiceView.of(found.data, for: call, tx),
            next: found.next,
            total: found.total
        )
    }

    private static func categories(
        _ filter: ServiceFilter,
        _ page: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<ServiceView> {
        let found: Page<Category> = try tx.page(
            page,
            "SELECT \(Category.columns) FROM category k WHERE \(SQL.all(filter.categoryConditions))",
            order: SortOrder(.descending("created_at", \.createdAt), .descending("id", \.id))
        )
        return found.map(ServiceView.init)
    }
}
