import Kernel
import Platform
import Store

extension Service: Record {
    static let columns: SQL =
        """
        s.id, s.category_id, s.name, s.description, s.unit, s.status, s.creator_id, s.region_id, s.edit, s.reason,
        s.waiting_since, s.created_at, s.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        category = try row.next()
        name = try row.next()
        description = try row.next()
        unit = try row.next()
        status = try row.next()
        creator = try row.next()
        region = try row.next()
        edit = try row.json()
        reason = try row.next()
        waitingSince = try row.next()
        createdAt = try row.next()
        version = try row.next()
    }
}

extension Service: Scoped {
    static let visibility = Visibility(
        own: "(SELECT c.account_id FROM provider c WHERE c.id = s.creator_id)",
        areas: [.region: Area.region.of("s.region_id")]
    )

    static let newestFirst = SortOrder<Service>(
        .descending("created_at", \.createdAt),
        .descending("id", \.id)
    )

    static func find(_ id: ID<Service>, _ tx: borrowing Tx) throws -> Service {
        try tx.one("SELECT \(columns) FROM service s WHERE s.id = \(id)")
    }

    static func find(_ id: ID<Service>, within scope: Scope, _ tx: borrowing Tx) throws -> Service {
        try tx.one("SELECT \(columns) FROM service s WHERE s.id = \(id) AND \(visible(to: scope))")
    }

    /// The services that the caller sees: approved ones, their own, and the ones under their review.
    static func seen(by call: Call) -> SQL {
        .any([
            "s.status = 'approved'", visible(to: call.scope(of: .servicePropose)),
            visible(to: call.scope(of: .serviceReview)),
        ])
    }

    static func add(
        _ new: NewService,
        by creator: Provider?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Service {
        try Category.demand(new.categoryId, tx)
        let id = tx.newID(of: Service.self)
        let status: Status = creator == nil ? .approved : .pending
        let added = try tx.execute(
            """
            INSERT INTO service (id, category_id, name, name_key, description, unit, status, creator_id, region_id,
                                 waiting_since, created_at, updated_at, version)
            VALUES (\(id), \(new.categoryId), \(new.name), \(NameKey.of(new.name.rawValue)), \(new.description), \(new.unit),
                    \(status), \(creator?.id), \(creator?.region), \(creator == nil ? nil : tx.now), \(tx.now), \(tx.now), 1)
            ON CONFLICT DO NOTHING
            """
        )
        guard added == 1 else { throw Problem(.nameTaken) }
        try Audit.record(ServiceAction.add, of: kind, id.cast(), by: call.actor, tx)
        let service = try find(id, tx)
        try ServiceClock.setDeadline(of: service, tx)
        return service
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Service {
        if status == .approved || status == .pending { try demandFreeName(tx) }
        // A decided change no longer waits.
        let edit = event == .approveEdit || event == .rejectEdit ? nil : edit
        try tx.changeOne(
            """
            UPDATE service
               SET category_id = \(category), name = \(name), name_key = \(NameKey.of(name.rawValue)),
                   description = \(description), unit = \(unit), status = \(status), edit = \(json: edit), reason = \(reason),
                   waiting_since = \(waitingSince), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        let next = try Self.find(id, tx)
        try ServiceClock.setDeadline(of: next, tx)
        if status != self.status { try Provider.relist(offering: id, tx) }
        return next
    }

    /// Pending and approved services of a category have different names.
    private func demandFreeName(_ tx: borrowing Tx) throws {
        let isTaken = try tx.exists(
            """
            SELECT 1 FROM service o
             WHERE o.category_id = \(category) AND o.name_key = \(NameKey.of(name.rawValue)) AND o.id <> \(id)
               AND o.status IN ('pending', 'approved')
            """
        )
        guard !isTaken else { throw Problem(.nameTaken) }
    }
}

extension Service {
    /// Whether a provider other than the creator offers it.
    func isOfferedByOthers(_ tx: borrowing Tx) throws -> Bool {
        let others: SQL? = creator.map { "AND o.provider_id <> \($0)" }
        return try tx.exists("SELECT 1 FROM offer o WHERE o.service_id = \(id) \(others)")
    }

    /// Whether anything refers to it.
    func isUsed(_ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 WHERE EXISTS (SELECT 1 FROM offer o WHERE o.service_id = \(id))
                        OR EXISTS (SELECT 1 FROM market_job j WHERE j.service_id = \(id))
            """
        )
    }
}

extension Provider {
    /// Lists the providers of a service anew, or takes them from the list.
    static func relist(offering service: ID<Service>, _ tx: borrowing Tx) throws {
        let providers = try tx.values(
            "SELECT o.provider_id FROM offer o WHERE o.service_id = \(service) AND o.is_active",
            as: ID<Provider>.self
        )
        for provider in providers { try relist(provider, tx) }
    }
}
