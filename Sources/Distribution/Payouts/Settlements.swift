import Kernel
import Platform
import Store
import Web

/// Routes for settlements, which close the accounts of companies.
enum Settlements {
    static let routes = rows.tagged("Settlements")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                           handler  needs
        Get   ("/settlements",             list,  .payoutRead,   "List settlements",
              details: "Lists settlements, newest first; for a vendor only those of the vendor's company.")
        Get   ("/settlements/{id}",        show,  .payoutRead,   "Get a settlement",
              details: "Includes its entries and the actions open to the caller.")
        Post  ("/settlements",             close, .payoutManage, "Create a settlement",
              details: "Closes a company's account at the end of a day in Baghdad, with all entries since the previous settlement. Its entries and sums can never be changed. The company's vendors are notified.").idempotent.afresh.refuses(.nothingToSettle)
        Patch ("/settlements/{id}/status", move,  .payoutManage, "Change a settlement's status",
              details: "Records that the company has accepted or disputed the settlement; a disputed one can still be accepted.").afresh.refuses(.illegalTransition, .stale)
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

/// Conditions that select settlements; all of them apply together.
struct SettlementFilter: Query {
    /// Settlements of this company.
    var companyId: ID<Company>?
    /// Settlements with this status.
    var status: Settlement.Status?

    var conditions: [SQL] {
        [
            companyId.map { "s.company_id = \($0)" },
            status.map { "s.status = \($0)" },
        ].compactMap(\.self)
    }
}

/// A settlement to create.
struct NewSettlement: Body {
    /// The company whose account is closed.
    var companyId: ID<Company>
    /// Last day of the period in Baghdad, included; the period starts where the previous settlement ended.
    var to: CivilDate
}

/// The new status of a settlement.
struct SettlementMove: Body {
    /// The status that the settlement is to have next: `accepted` or `disputed`.
    var status: Settlement.Status
    /// Reason for the change, such as the company's objection; absent means none.
    var reason: Settlement.Reason?
}

/// A settlement of a company's account.
struct SettlementView: View {
    var id: ID<Settlement>
    /// Consecutive number of the settlement, without gaps.
    var number: Int
    var companyId: ID<Company>
    /// The company's name in the language of the request.
    var companyTitle: String
    /// First day of the period in Baghdad, included.
    var from: CivilDate
    /// Last day of the period in Baghdad, included.
    var to: CivilDate
    var sums: Settlement.Sums
    /// Amount owed to the company after the settlement, in Iraqi dinars.
    var closing: Int64
    var status: Settlement.Status
    /// The reason given with the last change of status; absent when none was given.
    var statusReason: Settlement.Reason?
    /// The time at which the period was closed.
    var createdAt: Instant
    /// Time of the last change of status; equal to `created_at` before any.
    var updatedAt: Instant
    /// Revision number, which increases by one with every change.
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

/// A settlement with its entries.
struct SettlementDetail: View {
    var settlement: SettlementView
    /// The entries of the period, in the order of booking.
    var entries: [CompanyEntryView]
    /// The changes of status that the caller may make from here, with anything that blocks them.
    var actions: [AvailableAction]
}
