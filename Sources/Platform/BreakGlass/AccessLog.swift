import Kernel
import Store
import Web

/// The caller's log of the actions of others on their account.
struct AccessLog: Sendable {
    let sources: [AccessLogSource]

    var route: Route {
        Get(
            "/users/me/access-log",
            list,
            .account,
            "List what others did to the caller's account",
            details: "Newest first. Reads through a break-glass access appear once the access has ended."
        )
    }

    @Sendable private func list(_ call: Call, page: PageRequest) async throws -> Page<AccessLogView> {
        let me = try call.account
        return try await call.db.read { tx in
            let all = sources.reduce(reads(of: me, at: tx.now)) { "\($0) UNION ALL \($1.query(me))" }
            return try tx.page(
                page,
                "SELECT \(AccessLogView.columns) FROM (\(all)) l",
                order: SortOrder(.descending("at", \.at), .descending("id", \.id))
            )
        }
    }

    private func reads(of me: ID<Account>, at now: Instant) -> SQL {
        """
        SELECT r.id, r.at, CAST('break_glass_read' AS TEXT) AS kind, a.role AS actor_role, r.scope, g.cause
          FROM break_glass_read r JOIN break_glass g ON g.id = r.grant_id JOIN account a ON a.id = g.requester_id
         WHERE g.subject_id = \(me) AND \(BreakGlassGrant.state(at: now)) <> 'active'
        """
    }
}

/// Audited actions of others that people find in their access log.
package struct AccessLogSource: Sendable {
    let kind: AccessLogView.Kind
    let actions: [String]
    let subjectKind: String
    /// The subjects of one person, as a query of identifiers.
    let subjects: @Sendable (ID<Account>) -> SQL

    package init(
        _ kind: AccessLogView.Kind,
        _ actions: [String],
        of subjectKind: String,
        _ subjects: @escaping @Sendable (ID<Account>) -> SQL
    ) {
        self.kind = kind
        self.actions = actions
        self.subjectKind = subjectKind
        self.subjects = subjects
    }

    func query(_ me: ID<Account>) -> SQL {
        """
        SELECT e.id, e.at, CAST(\(kind.rawValue) AS TEXT) AS kind, e.actor_role, NULL, NULL FROM audit_entry e
         WHERE e.subject_kind = \(subjectKind) AND e.subject_id IN (\(subjects(me)))
           AND e.action \(in: actions) AND (e.actor_id IS NULL OR e.actor_id <> \(me))
        """
    }

    /// The audited actions that have the account as their subject.
    static let ofAccounts: [AccessLogSource] = [
        .account(.role, [AccountAction.changeRole.rawValue]),
        .account(
            .state,
            [AccountAction.deactivate, .reactivate, .askNewPassword, .secondFactorReset].map(\.rawValue)
        ),
        .account(.profile, [AccountAction.change, .changeEmail, .changePhone].map(\.rawValue)),
    ]

    package static func account(_ kind: AccessLogView.Kind, _ actions: [String]) -> AccessLogSource {
        AccessLogSource(kind, actions, of: Account.kind) { "SELECT a.id FROM account a WHERE a.id = \($0)" }
    }
}

/// An action of somebody else on the caller's account.
package struct AccessLogView: View, Record {
    /// The kind of an action.
    package enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// An administrator read data about the person, with the approval of another administrator.
        case breakGlassRead = "break_glass_read"
        /// The role was changed.
        case role
        /// The membership of an organisation was changed.
        case membership
        /// The account was deactivated or activated, or its owner had to renew the password or the second factor.
        case state
        /// The name, the language or an address was changed.
        case profile
    }

    package var id: ID<Subject>
    /// The time of the action.
    package var at: Instant
    /// The kind of the action.
    package var kind: Kind
    /// The role of the acting account, such as `business_admin`; `system` for the server itself.
    package var actorRole: String
    /// The scope of data that was read; absent unless the kind is `break_glass_read`.
    package var scope: String?
    /// The reason given for the access; absent unless the kind is `break_glass_read`.
    package var cause: String?

    package static let columns: SQL = "l.id, l.at, l.kind, l.actor_role, l.scope, l.cause"

    package init(_ row: inout Row) throws {
        id = try row.next()
        at = try row.next()
        kind = try row.next()
        actorRole = try row.next()
        scope = try row.next()
        cause = try row.next()
    }
}
