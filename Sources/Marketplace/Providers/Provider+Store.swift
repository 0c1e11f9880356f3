import Kernel
import Platform
import Store

extension Provider: Record {
    static let columns: SQL =
        """
        p.id, p.account_id, p.business_name, p.bio, p.status, p.stopped_by, p.status_reason, p.tier, p.tier_until,
        p.lat, p.lon, p.radius_m, p.region_id, p.is_listed, p.created_at, p.updated_at, p.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        businessName = try row.next()
        bio = try row.next()
        status = try row.next()
        stopper = try row.next()
        statusReason = try row.next()
        tier = try row.next()
        tierUntil = try row.next()
        place = try row.coordinates()
        radius = try row.next()
        region = try row.next()
        isListed = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}

extension Provider: Scoped {
    static let visibility = Visibility(
        own: "p.account_id",
        areas: [.region: Area.region.of("p.region_id")]
    )

    static func find(_ id: ID<Provider>, _ tx: borrowing Tx) throws -> Provider {
        try tx.one("SELECT \(columns) FROM provider p WHERE p.id = \(id)")
    }

    /// The provider that a body names; an unknown one is a fault of the body.
    static func find(named id: ID<Provider>, _ tx: borrowing Tx) throws -> Provider {
        let found: Provider? = try tx.first("SELECT \(columns) FROM provider p WHERE p.id = \(id)")
        guard let found else { throw Problem(.invalid, faults: [.init("/provider_id", .unknownProvider)]) }
        return found
    }

    /// The provider of an account; nil for everybody else.
    static func find(of account: ID<Account>, _ tx: borrowing Tx) throws -> Provider? {
        try tx.first("SELECT \(columns) FROM provider p WHERE p.account_id = \(account)")
    }

    /// The caller's own provider; refused as a stranger's when there is none.
    static func own(_ call: Call, _ tx: borrowing Tx) throws -> Provider {
        guard let provider = try find(of: call.account, tx) else { throw Problem(.notFound) }
        return provider
    }

    /// The provider within a scope; refused as unknown outside of it.
    static func find(_ id: ID<Provider>, within scope: Scope, _ tx: borrowing Tx) throws -> Provider {
        try tx.one(
            "SELECT \(columns) FROM provider p WHERE p.id = \(id) AND \(visible(to: scope))"
        )
    }

    /// The provider as others see it: within the scope of its record, or neither pending nor banned, or on a job of the
    /// caller.
    static func seen(_ id: ID<Provider>, by call: Call, _ tx: borrowing Tx) throws -> Provider {
        try tx.one("SELECT \(columns) FROM provider p WHERE p.id = \(id) AND (\(seen(by: call)))")
    }

    static func seen(by call: Call) throws -> SQL {
        .any([
            "p.status IN ('active', 'inactive')", visible(to: call.scope(of: .providerRecord)),
            """
            EXISTS (SELECT 1 FROM market_job j WHERE j.customer_id = \(try call.account)
                       AND (j.provider_id = p.id
                            OR EXISTS (SELECT 1 FROM quote q WHERE q.job_id = j.id AND q.provider_id = p.id)))
            """,
        ])
    }

    /// Whether the caller sees the full record.
    func isOpen(to call: Call, _ tx: borrowing Tx) throws -> Bool {
        let scope = call.scope(of: .providerRecord)
        return try tx.exists("SELECT 1 FROM provider p WHERE p.id = \(id) AND \(Self.visible(to: scope))")
    }
}

extension Provider {
    /// Saves what the provider says about itself; fails with ``Problem/Code/stale`` after a change by somebody else.
    func save(_ tx: borrowing Tx) throws -> Provider {
        try tx.changeOne(
            """
            UPDATE provider
               SET business_name = \(businessName), bio = \(bio), card_name = \(cardName), card_bio = \(cardBio),
                   sort_name = \(sortName), search_text = \(searchText), lat = \(place.latitude), lon = \(place.longitude),
                   radius_m = \(radius), region_id = \(region), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Self.relist(id, tx)
        return try Self.find(id, tx)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> Provider {
        try tx.changeOne(
            """
            UPDATE provider
               SET status = \(status), stopped_by = \(status == .inactive ? stopper ?? .staff : nil),
                   status_reason = \(statusReason), is_listed = \(false), lat = \(place.latitude), lon = \(place.longitude),
                   radius_m = \(radius), region_id = \(region), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Self.relist(id, tx)
        let next = try Self.find(id, tx)
        try ProviderClock.setDeadline(of: next, tx)
        return next
    }

    /// Quotes, jobs and payouts react to the effects; the provider has nothing to add.
    func apply(effect: Effect, as actor: Actor, _ tx: borrowing Tx) throws {}

    // Cards never show contact data.
    var cardName: String { Masking.mask(businessName.rawValue).shown }
    var cardBio: String? { bio.map { Masking.mask($0.rawValue).shown } }
    // Nor do searches and cursors: with the beginning of a number the rest of it could be guessed.
    var searchText: String { SearchText.stored([cardName, cardBio]) }
    var sortName: String { NameKey.of(cardName) }

    /// A word of the name or the description as the card shows them, in any order.
    static let searched = SearchedTable("provider", key: "id", columns: "card_name, card_bio") { row in
        SearchText.stored([try row.next(String.self), try row.next(String?.self)])
    }
}

// The list of searchable providers.
extension Provider {
    /// Lists a provider, or takes it from the list: it is found while it is active and offers an approved service.
    static func relist(_ id: ID<Provider>, _ tx: borrowing Tx) throws {
        let provider = try find(id, tx)
        let isFound =
            try provider.status == .active
            && tx.exists(
                """
                SELECT 1 FROM offer o JOIN service s ON s.id = o.service_id
                 WHERE o.provider_id = \(id) AND o.is_active AND s.status = 'approved'
                """
            )
        try tx.execute(
            "UPDATE provider SET is_listed = \(isFound) WHERE id = \(id) AND is_listed <> \(isFound)"
        )
        if isFound { try places.put(id, provider.place, tx) } else { try places.remove(id, tx) }
    }
}
