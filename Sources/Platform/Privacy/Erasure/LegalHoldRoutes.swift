import Kernel
import Store
import Web

/// Legal holds, placed and lifted by administrators.
enum LegalHoldRoutes {
    // swift-format-ignore
    static var routes: [Route] {
        [
            Get ("/admin/legal-holds",            list,  .privacyManage, "List legal holds", details: "Open and lifted holds, newest first."),
            Post("/admin/users/{id}/legal-holds", place, .privacyManage, "Place a legal hold on a user", details: "While a hold is open, the user's data is neither erased nor deleted by the retention schedule."),
            Post("/admin/legal-holds/{id}/lift",  lift,  .privacyManage, "Lift a legal hold").refuses(.holdLifted),
        ]
    }

    /// A selection of legal holds.
    struct Filter: Query {
        /// Only holds on this account.
        var accountId: ID<Account>?
        /// True for open holds only, false for lifted ones only.
        var open: Bool?
    }

    static func list(_ call: Call, filter: Filter, page: PageRequest) async throws -> Page<LegalHoldView> {
        let conditions: [SQL?] = [
            filter.accountId.map { "h.account_id = \($0)" },
            filter.open.map { $0 ? "h.lifted_at IS NULL" : "h.lifted_at IS NOT NULL" },
        ]
        return try await call.db.read { tx in
            let holds: Page<LegalHold> = try tx.page(
                page,
                "SELECT \(LegalHold.columns) FROM legal_hold h WHERE \(SQL.all(conditions.compactMap(\.self)))",
                order: SortOrder(.descending("placed_at", \.placedAt), .descending("id", \.id))
            )
            let people = try call.names(of: holds.data.flatMap(\.people), tx)
            return holds.map { LegalHoldView($0, naming: people) }
        }
    }

    static func place(
        _ call: Call,
        id: ID<Account>,
        body: NewLegalHold
    ) async throws -> Created<LegalHoldView> {
        try await call.db.write { tx in
            let hold = try LegalHold.place(on: id, body.reason, by: call.actor, tx)
            return Created(try LegalHoldView.of(hold, for: call, tx), at: "/admin/legal-holds")
        }
    }

    static func lift(_ call: Call, id: ID<LegalHold>) async throws -> LegalHoldView {
        try await call.db.write { tx in
            try LegalHoldView.of(LegalHold.find(id, tx).lifted(by: call.actor, tx), for: call, tx)
        }
    }
}

/// A legal hold to be placed on a user.
struct NewLegalHold: Body {
    /// The lawsuit or inspection behind it; for administrators only.
    var reason: Line<1, 500>
}

/// A legal hold: while it is open, the account's data is neither erased nor deleted by the retention schedule.
struct LegalHoldView: View {
    var id: ID<LegalHold>
    /// The account whose data is kept.
    var accountId: ID<Account>
    /// First and last name of the person whose data is kept.
    var accountName: String?
    /// The code by which the office knows the person, as a tax code; absent without one.
    var accountCode: String?
    /// The lawsuit or inspection behind it; for administrators only.
    var reason: String
    /// The administrator; absent for a hold placed by the system.
    var placedBy: ID<Account>?
    /// First and last name of the administrator who placed it.
    var placedByName: String?
    /// The beginning of the hold, from which it prevents erasure.
    var placedAt: Instant
    /// The administrator; absent while the hold is open.
    var liftedBy: ID<Account>?
    /// First and last name of the administrator who lifted it.
    var liftedByName: String?
    /// Absent while the hold is open.
    var liftedAt: Instant?

    init(_ hold: LegalHold, naming people: KnownPeople) {
        id = hold.id
        accountId = hold.account
        accountName = people.name(of: hold.account)
        accountCode = people.code(of: hold.account)
        reason = hold.reason
        placedBy = hold.placedBy
        placedByName = people.name(of: hold.placedBy)
        placedAt = hold.placedAt
        liftedBy = hold.liftedBy
        liftedByName = people.name(of: hold.liftedBy)
        liftedAt = hold.liftedAt
    }

    static func of(_ hold: LegalHold, for call: Call, _ tx: borrowing Tx) throws -> LegalHoldView {
        LegalHoldView(hold, naming: try call.names(of: hold.people, tx))
    }
}

extension LegalHold {
    /// Everyone whom the hold names.
    fileprivate var people: [ID<Account>?] { [account, placedBy, liftedBy] }
}
