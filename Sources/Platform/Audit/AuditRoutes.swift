import Kernel
import Store
import Web

/// Reading the audit log: `GET /admin/audit-logs` and its verification.
enum AuditRoutes {
    static func routes(under root: String) -> [Route] {
        [
            Get("\(root)/admin/audit-logs", list, .auditRead, "The audit log, newest first"),
            Get("\(root)/admin/audit-logs/verify", verify, .auditRead, "Recompute the hash chain of the audit log"),
        ].tagged("Audit")
    }

    struct Filter: Query {
        var actor: ID<Account>?
        var action: String?
        var subject: ID<Subject>?
        var from: Instant?
        var until: Instant?
    }

    static func list(_ call: Call, filter: Filter, page: PageRequest) async throws -> Page<AuditEntryView> {
        try await call.db.read { tx in
            let entries: Page<Audit.Entry> = try tx.page(
                page,
                """
                SELECT \(Audit.Entry.columns) FROM audit_entry e
                 WHERE (CAST(\(filter.actor) AS \(pg: "uuid", sqlite: "BLOB")) IS NULL OR e.actor_id = \(filter.actor))
                   AND (CAST(\(filter.action) AS TEXT) IS NULL OR e.action = \(filter.action))
                   AND (CAST(\(filter.subject) AS \(pg: "uuid", sqlite: "BLOB")) IS NULL OR e.subject_id = \(filter.subject))
                   AND (CAST(\(filter.from) AS \(pg: "timestamptz", sqlite: "INTEGER")) IS NULL OR e.at >= \(filter.from))
                   AND (CAST(\(filter.until) AS \(pg: "timestamptz", sqlite: "INTEGER")) IS NULL OR e.at < \(filter.until))
                """,
                order: Order(.descending("e.at", \.at), .descending("e.id", \.id))
            )
            return entries.map(AuditEntryView.init)
        }
    }

    static func verify(_ call: Call) async throws -> AuditVerdictView {
        AuditVerdictView(verdict: try await AuditChain.verify(call.db))
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

    init(_ entry: Audit.Entry) {
        id = entry.id
        at = entry.at
        actorId = entry.actor
        actorRole = entry.actorRole
        action = entry.action
        subjectKind = entry.subjectKind
        subjectId = entry.subject
        details = entry.details
    }
}

struct AuditVerdictView: View {
    var verdict: AuditChain.Verdict

    init(verdict: AuditChain.Verdict) {
        self.verdict = verdict
    }
}
