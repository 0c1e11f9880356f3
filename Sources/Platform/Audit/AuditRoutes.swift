import Kernel
import Store
import Web

/// Reading the audit log: `GET /admin/audit-logs` and its verification.
enum AuditRoutes {
    static var routes: [Route] {
        [
            Get("/admin/audit-logs", list, .auditRead, "The audit log, newest first"),
            Get(
                "/admin/audit-logs/verify",
                verify,
                .auditRead,
                "Recompute the hash chain of the audit log"
            ),
        ].tagged("Audit")
    }

    static func list(
        _ call: Call,
        filter: AuditFilter,
        page: PageRequest
    ) async throws -> Page<AuditEntryView> {
        let condition = filter.condition(in: call.site.product)
        return try await call.db.read { tx in
            let entries: Page<Audit.Entry> = try tx.page(
                page,
                "SELECT \(Audit.Entry.columns) FROM audit_entry e WHERE \(condition)",
                order: SortOrder(.descending("at", \.at), .descending("id", \.id))
            )
            return entries.map(AuditEntryView.init)
        }
    }

    static func verify(_ call: Call, noted: NotedHead) async throws -> AuditChain.Verdict {
        try await AuditChain.verify(call.site, against: noted.anchor())
    }
}

/// A head that was noted elsewhere: both, or neither.
struct NotedHead: Query {
    var position: Int64?
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

struct AuditEntryView: View {
    var id: ID<Audit.Entry>
    var at: Instant
    var actorId: ID<Account>?
    var actorRole: String
    var action: String
    var subjectKind: String
    var subjectId: ID<Subject>?
    var details: JSONValue
    var requestId: String?
    /// Kept for a year.
    var address: String?
    /// The family of the program, as `Firefox, Linux`; kept for a year.
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
