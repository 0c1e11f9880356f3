import Kernel
import Platform
import Store
import Web

/// The routes of companies: public reads, and management by the platform's administrators.
enum Companies {
    static let routes = (rows + CompanyAnalytics.rows + CompanyVendors.rows).tagged("Companies")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                                handler       needs
        Get   ("/companies",                    list,         .anyone,        "List companies",
               details: "Inactive companies are listed only for the administrators in charge of them and for their own vendors.")
        Get   ("/companies/zone/{zone}",        inZone,       .anyone,        "List companies by delivery zone",
               details: "Only active companies that deliver to the zone.")
        Get   ("/companies/{id}",               show,         .anyone,        "Get a company",
               details: "Inactive companies are found only by the administrators in charge of them and by their own vendors.")
        Post  ("/companies",                    create,       .companyManage, "Create a company",
               details: "The company is active at once.").idempotent
        Put   ("/companies/{id}",               change,       .companyManage, "Update a company",
               details: "Absent members stay as they are. `zone_ids` replaces the zones that it delivers to; zones that stay keep their fees.").refuses(.stale)
        Patch ("/companies/{id}/status",        move,         .companyManage, "Update a company's status",
               details: "Products of an inactive company cannot be bought.").refuses(.stale)
        Patch ("/companies/{id}/delivery-fees", setFees,      .companyManage, "Update a company's delivery fees",
               details: "Zones that are not listed keep their fees. A zone that the company does not deliver to is refused.").refuses(.stale)
        Patch ("/companies/{id}/commission",    setCommission, .companyManage, "Update a company's commission",
               details: "Applies to orders placed from now on; existing orders keep their commission.").refuses(.stale)
    }

    static func list(
        _ call: Call,
        filter: CompanyFilter,
        page: PageRequest
    ) async throws -> Cached<Page<CompanyView>> {
        try await list(filter.conditions + [known(to: call)], page, for: call)
    }

    static func inZone(
        _ call: Call,
        zone: ID<DeliveryZone>,
        page: PageRequest
    ) async throws -> Cached<Page<CompanyView>> {
        _ = try await call.db.read { tx in try DeliveryZone.find(zone, tx) }
        return try await list(["c.is_active", Company.delivers(to: zone)], page, for: call)
    }

    static func show(_ call: Call, id: ID<Company>) async throws -> Versioned<CompanyView> {
        try await call.db.read { tx in
            let company: Company = try tx.one(
                "SELECT \(Company.columns) FROM company c WHERE c.id = \(id) AND \(known(to: call))"
            )
            return try CompanyView.versioned(company, for: call, tx)
        }
    }

    static func create(_ call: Call, body: NewCompany) async throws -> Created<CompanyView> {
        try await call.db.write { tx in
            let company = try Company.add(body, by: call.actor, tx)
            let view = try CompanyView.versioned(company, for: call, tx).value
            return Created(view, at: "/companies/\(company.id)", version: company.version)
        }
    }

    static func change(
        _ call: Call,
        id: ID<Company>,
        match: IfMatch?,
        body: CompanyChanges
    ) async throws -> Versioned<CompanyView> {
        try await changing(id, match, call) { company, tx in
            if let zones = body.zoneIds { try CompanyZone.replaceZones(of: id, with: zones, tx) }
            return try company.changed(by: body).save(by: call.actor, tx)
        }
    }

    static func move(
        _ call: Call,
        id: ID<Company>,
        match: IfMatch?,
        body: CompanyStatusChange
    ) async throws -> Versioned<CompanyView> {
        try await changing(id, match, call) { company, tx in
            guard body.status != company.status else { return company }
            return try company.advanced(
                by: body.status == .active ? .activate : .deactivate,
                as: call,
                tx
            )
        }
    }

    static func setFees(
        _ call: Call,
        id: ID<Company>,
        match: IfMatch?,
        body: DeliveryFees
    ) async throws -> Versioned<CompanyView> {
        try await changing(id, match, call) { company, tx in
            try CompanyZone.change(body.fees, of: id, tx)
            return try company.save(.changeDeliveryFees, by: call.actor, tx)
        }
    }

    static func setCommission(
        _ call: Call,
        id: ID<Company>,
        match: IfMatch?,
        body: CommissionChange
    ) async throws -> Versioned<CompanyView> {
        try await changing(id, match, call) { company, tx in
            var next = company
            next.commission = body.commission
            return try next.save(.changeCommission, by: call.actor, tx)
        }
    }
}

extension Companies {
    /// Active companies for everyone; inactive ones for their administrators and vendors.
    static func known(to call: Call) -> SQL {
        "(c.is_active OR \(Company.visible(to: call.scope(of: .companyRead))))"
    }

    private static func list(
        _ conditions: [SQL],
        _ page: PageRequest,
        for call: Call
    ) async throws -> Cached<Page<CompanyView>> {
        let shown: Page<CompanyView> = try await call.db.read { tx in
            let companies = try Company.list(conditions, page, tx)
            let views = try CompanyView.of(companies.data, for: call, tx)
            return Page(views, next: companies.next, total: companies.total)
        }
        return Cached(shown, seconds: call.freshness)
    }

    private static func changing(
        _ id: ID<Company>,
        _ match: IfMatch?,
        _ call: Call,
        _ change: @escaping @Sendable (Company, borrowing Tx) throws -> Company
    ) async throws -> Versioned<CompanyView> {
        try await call.db.write { tx in
            let company = try Company.find(id, within: call.scope, tx)
            try match?.check(company.version)
            return try CompanyView.versioned(change(company, tx), for: call, tx)
        }
    }
}

extension Company {
    func changed(by changes: CompanyChanges) -> Company {
        var next = self
        next.name = changes.name ?? next.name
        next.description = changes.description.applied(to: next.description)
        next.phone = changes.phone.applied(to: next.phone)
        next.email = changes.email.applied(to: next.email)
        next.address = changes.address.applied(to: next.address)
        return next
    }
}
