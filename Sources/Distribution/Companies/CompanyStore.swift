import Kernel
import Platform
import Store
import Web

extension Company: Scoped {
    static func find(_ id: ID<Company>, _ tx: borrowing Tx) throws -> Company {
        try tx.one("SELECT \(columns) FROM company c WHERE c.id = \(id)")
    }

    /// A company within `scope`.
    static func find(_ id: ID<Company>, within scope: Scope, _ tx: borrowing Tx) throws -> Company {
        try tx.one("SELECT \(columns) FROM company c WHERE c.id = \(id) AND \(visible(to: scope))")
    }

    /// The company that a body refers to; refused with 422 at `pointer` when it does not exist.
    static func find(named id: ID<Company>, at pointer: String, _ tx: borrowing Tx) throws -> Company {
        let company: Company? = try tx.first("SELECT \(columns) FROM company c WHERE c.id = \(id)")
        guard let company else { throw Problem(.invalid, faults: [.init(pointer, .unknownCompany)]) }
        return company
    }

    /// The company that a vendor sells for.
    static func of(_ vendor: ID<Account>, _ tx: borrowing Tx) throws -> ID<Company>? {
        try tx.value("SELECT company_id FROM member WHERE account_id = \(vendor) AND company_id IS NOT NULL")
    }

    /// A location admin sees the companies that deliver to their zones.
    static let visibility = Visibility(
        areas: [
            .company: Area.company.of("c.id"),
            .zones: { caller in
                """
                EXISTS (SELECT 1 FROM company_zone cz
                         WHERE cz.company_id = c.id AND \(Area.zones.of("cz.zone_id")(caller)))
                """
            },
        ]
    )

    static func list(
        _ conditions: [SQL],
        _ page: PageRequest,
        _ tx: borrowing Tx
    ) throws -> Page<Company> {
        try tx.page(
            page,
            "SELECT \(columns) FROM company c WHERE \(SQL.all(conditions))",
            order: SortOrder(.ascending("created_at", \.createdAt), .ascending("id", \.id))
        )
    }

    static func add(_ new: NewCompany, by actor: Actor, _ tx: borrowing Tx) throws -> Company {
        let id = tx.newID(of: Company.self)
        try tx.execute(
            """
            INSERT INTO company (id, name, description, phone, email, address, commission, search_text, is_active, created_at,
                                 updated_at, version)
            VALUES (\(id), \(json: new.name), \(json: new.description), \(new.phone), \(new.email), \(new.address),
                    \(new.commission), \(Self.searchText(new.name)), \(true), \(tx.now), \(tx.now), 1)
            """
        )
        try CompanyZone.replaceZones(of: id, with: new.zoneIds ?? [], tx)
        try Audit.record(CompanyAction.add, of: kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }

    /// Fails with ``Problem/Code/stale`` when someone else changed it first.
    func save(_ action: CompanyAction = .change, by actor: Actor, _ tx: borrowing Tx) throws -> Company {
        try tx.changeOne(
            """
            UPDATE company
               SET name = \(json: name), description = \(json: description), phone = \(phone), email = \(email),
                   address = \(address), commission = \(commission), search_text = \(Self.searchText(name)), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try Audit.record(action, of: Self.kind, id.cast(), by: actor, tx)
        return try Self.find(id, tx)
    }
}

/// The filter of a company list.
struct CompanyFilter: Query {
    /// Only companies that deliver to this zone.
    var zoneId: ID<DeliveryZone>?
    /// Only companies in this status; both when absent.
    var status: Company.Status?
    /// Words, or parts of words, of the name in any language.
    var search: Line<1, 100>?

    var conditions: [SQL] {
        [
            zoneId.map { Company.delivers(to: $0) },
            status.map { "c.is_active = \($0 == .active)" },
            search.map { SearchQuestion($0.rawValue).condition(in: "c.search_text") },
        ].compactMap(\.self)
    }
}

extension Company {
    static func delivers(to zone: ID<DeliveryZone>) -> SQL {
        "EXISTS (SELECT 1 FROM company_zone cz WHERE cz.company_id = c.id AND cz.zone_id = \(zone))"
    }
}
