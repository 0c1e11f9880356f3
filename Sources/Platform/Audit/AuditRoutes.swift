import Kernel
import Store
import Web

/// The audit log for administrators: `GET /admin/audit-logs` and its verification.
enum AuditRoutes {
    static var routes: [Route] {
        [
            Get(
                "/admin/audit-logs",
                list,
                .auditRead,
                "List the audit log entries",
                details: """
                    Newest first. Where a product promises its users privacy towards administrators, what users \
                    did with their own accounts, such as logins and consents, is not in the list.
                    """
            ),
            Get(
                "/admin/audit-logs/verify",
                verify,
                .auditRead,
                "Verify the audit log",
                details: """
                    Recomputes the whole hash chain, which takes time on a long log. With `position` and `head` it \
                    also checks that the chain still contains a link recorded elsewhere.
                    """
            ),
        ].tagged("Audit")
    }

    static func list(
        _ call: Call,
        filter: AuditFilter,
        page: PageRequest
    ) async throws -> Page<AuditEntryView> {
        let conditions = [filter.condition(in: call.site.product), PrivateActivity.excluded(at: call.site)]
        return try await call.db.read { tx in
            let entries: Page<Audit.Entry> = try tx.page(
                page,
                "SELECT \(Audit.Entry.columns) FROM audit_entry e WHERE \(SQL.all(conditions.compactMap(\.self)))",
                order: SortOrder(.descending("at", \.at), .descending("id", \.id))
            )
            return entries.map(AuditEntryView.init)
        }
    }

    static func verify(_ call: Call, noted: NotedHead) async throws -> AuditChain.Verdict {
        try await AuditChain.verify(call.site, against: noted.anchor())
    }
}

/// A link of the chain that was noted elsewhere; both members or neither.
struct NotedHead: Query {
    /// The place of the recorded link in the chain, from 1.
    var position: Int64?
    /// The hash of the recorded link, in hexadecimal.
    var head: Line<1, 64>?

    func anchor() throws(Problem) -> AuditAnchor? {
        switch (position, head) {
        case (nil, nil): return nil
        case (let position?, _) where position < 1:
            throw Problem(.invalid, faults: [.init("query/position", Refusal(.outOfRange))])
        case (let position?, let head?): return AuditAnchor(position: Int(position), head: head.rawValue)
        case (nil, _): throw Problem(.invalid, faults: [.init("query/position", Refusal(.required))])
        case (_, nil): throw Problem(.invalid, faults: [.init("query/head", Refusal(.required))])
        }
    }
}

/// An entry of the audit log.
struct AuditEntryView: View {
    var id: ID<Audit.Entry>
    /// When the action was taken.
    var at: Instant
    /// The account that acted; absent for programs, the server itself and unauthenticated callers.
    var actorId: ID<Account>?
    /// The role in which it acted, such as `admin`, `system` or `nobody`.
    var actorRole: String
    /// The name of the action, such as `account.login`.
    var action: String
    /// The type of the affected record, such as `account`.
    var subjectKind: String
    /// The affected record; absent when there is no single one.
    var subjectId: ID<Subject>?
    /// Further facts, by action; an empty object when there are none.
    var details: JSONValue
    /// The `X-Request-Id` of the request; absent when no request caused it.
    var requestId: String?
    /// The network address of the caller; deleted after a year.
    var address: String?
    /// The family of the caller's program, such as `Firefox, Linux`; deleted after a year.
    var agent: String?

    init(_ entry: Audit.Entry) {
        id = entry.id
        at = entry.at
        actorId = entry.actor
        actorRole = entry.actorRole
        action = entry.action
        subjectKind = entry.subjectKind
        subjectId = entry.subject
        details = entry.details
        requestId = entry.requestID
        address = entry.address
        agent = entry.agent
    }
}

extension AuditChain.Verdict: View {}
