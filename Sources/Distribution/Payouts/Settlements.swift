import Kernel
import Platform
import Store
import Web

/// Closing the accounts of companies.
enum Settlements {
    static let routes = rows.tagged("Settlements")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                           handler  needs
        Get   ("/settlements",             list,  .payoutRead,   "Settlements, the newest first; a vendor's company's")
        Get   ("/settlements/{id}",        show,  .payoutRead,   "One settlement with its entries")
        Post  ("/settlements",             close, .payoutManage, "Close a company's account at the end of a day").idempotent.afresh.refuses(.nothingToSettle)
        Patch ("/settlements/{id}/status", move,  .payoutManage, "The company accepts or disputes a settlement").afresh.refuses(.illegalTransition, .stale)
    }

    static func list(
        _ call: Call,
        filter: SettlementFilter,
        page: PageRequest
    ) async throws -> Page<SettlementView> {
        try await call.db.read { tx in
            let settlements: Page<Settlement> = try tx.page(
                page,
                """
                SELECT \(Settlement.columns) FROM \(Settlement.source)
                 WHERE \(Settlement.visible(to: call.scope)) AND \(SQL.all(filter.conditions))
                """,
                order: SortOrder(.descending("number", \.number))
            )
            return settlements.map { SettlementView($0, in: call.languages) }
        }
    }

    static func show(_ call: Call, id: ID<Settlement>) async throws -> Versioned<SettlementDetail> {
        try await call.db.read { tx in
            let settlement = try Settlement.find(id, within: call.scope, tx)
            let detail = SettlementDetail(
                settlement: SettlementView(settlement, in: call.languages),
                entries: try CompanyEntry.list(of: id, tx).map(CompanyEntryView.init),
                actions: settlement.actions(for: call)
            )
            return Versioned(detail, version: settlement.version)
        }
    }

    static func close(_ call: Call, body: NewSettlement) async throws -> Created<SettlementView> {
        let zone = call.site.product.zone
        guard body.to <= zone.civil(call.now).date else {
            throw Problem(.invalid, faults: [.init("/to", .dayToCome)])
        }
        return try await call.db.write { tx in
            let company = try Company.find(named: body.companyId, at: "/company_id", tx)
            let settlement = try Settlement.close(company, on: body.to, in: zone, by: call.actor, tx)
            return Created(
                SettlementView(settlement, in: call.languages),
                at: "/settlements/\(settlement.id)",
                version: settlement.version
            )
        }
    }

    static func move(
        _ call: Call,
        id: ID<Settlement>,
        match: IfMatch?,
        body: SettlementMove
    ) async throws -> Versioned<SettlementView> {
        try await call.db.write { tx in
            var settlement = try Settlement.find(id, within: call.scope, tx)
            try match?.check(settlement.version)
            settlement.statusReason = body.reason
            let moved = try settlement.advanced(
                to: body.status,
                as: call,
                reason: body.reason?.rawValue,
                tx
            )
            return Versioned(SettlementView(moved, in: call.languages), version: moved.version)
        }
    }
}

/// Which settlements are wanted.
struct SettlementFilter: Query {
    var companyId: ID<Company>?
    var status: Settlement.Status?

    var conditions: [SQL] {
        [
            companyId.map { "s.company_id = \($0)" },
            status.map { "s.status = \($0)" },
        ].compactMap(\.self)
    }
}

struct NewSettlement: Body {
    var companyId: ID<Company>
    /// The last day of the period in Baghdad, which is within; it begins where the one before ended.
    var to: CivilDate
}

struct SettlementMove: Body {
    var status: Settlement.Status
    var reason: Settlement.Reason?
}

struct SettlementView: View {
    var id: ID<Settlement>
    var number: Int
    var companyId: ID<Company>
    /// In the caller's language.
    var companyTitle: String
    var from: CivilDate
    var to: CivilDate
    var sums: Settlement.Sums
    /// What is owed after it.
    var closing: Int64
    var status: Settlement.Status
    var statusReason: Settlement.Reason?
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int

    init(_ settlement: Settlement, in languages: [Language]) {
        id = settlement.id
        number = settlement.number
        companyId = settlement.company
        companyTitle = settlement.companyName.text(in: languages)
        from = settlement.from
        to = settlement.to
        sums = settlement.sums
        closing = settlement.sums.closing
        status = settlement.status
        statusReason = settlement.statusReason
        createdAt = settlement.createdAt
        updatedAt = settlement.updatedAt
        version = settlement.version
    }
}

/// A settlement with what it is made of.
struct SettlementDetail: View {
    var settlement: SettlementView
    var entries: [CompanyEntryView]
    /// What the caller could do with it now.
    var actions: [AvailableAction]
}
