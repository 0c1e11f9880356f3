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
                    By default newest first. Where a product promises its users privacy towards administrators, what users \
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
        try await call.db.read { tx in
            let sort = filter.sort ?? .usual
            let asked = try filter.condition(in: call.site.product, tx)
            let conditions = [asked, PrivateActivity.excluded(at: call.site)].compactMap(\.self)
            let query = sort.column.query(where: conditions, in: call.site.product)
            let lines: Page<AuditLine> = try tx.page(page, query, order: sort.order)
            let entries = lines.map { $0.entry }
            let people = try call.names(of: entries.data.flatMap(\.people), tx)
            return entries.map { AuditEntryView($0, naming: people) }
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
    /// First and last name of the actor; a placeholder when the account was erased.
    var actorName: String?
    /// The role in which it acted, such as `admin`, `system` or `nobody`.
    var actorRole: String
    /// The name of the action, such as `account.login`.
    var action: String
    /// The type of the affected record, such as `account`.
    var subjectKind: String
    /// The affected record; absent when there is no single one.
    var subjectId: ID<Subject>?
    /// First and last name of the affected person; present when the record is an account.
    var subjectName: String?
    /// Further facts, by action; an empty object when there are none.
    var details: JSONValue
    /// The `X-Request-Id` of the request; absent when no request caused it.
    var requestId: String?
    /// The network address of the caller; deleted after a year.
    var address: String?
    /// The family of the caller's program, such as `Firefox, Linux`; deleted after a year.
    var agent: String?

    init(_ entry: Audit.Entry, naming people: KnownPeople) {
        id = entry.id
        at = entry.at
        actorId = entry.actor
        actorName = people.name(of: entry.actor)
        actorRole = entry.actorRole
        action = entry.action
        subjectKind = entry.subjectKind
        subjectId = entry.subject
        subjectName = people.name(of: entry.person)
        details = entry.details
        requestId = entry.requestID
        address = entry.address
        agent = entry.agent
    }
}

extension AuditChain.Verdict: View {}
