import Kernel
import Store

/// The columns by which the audit log is sorted.
enum AuditColumn: String, CaseIterable, SortColumns {
    case at
    /// The name of the actor; without names the entries of each actor are together.
    case actor
    case actorRole = "actor_role"
    case action
    case subjectKind = "subject_kind"
    case address

    var keys: [SortKey<AuditLine>] {
        switch self {
        case .at: [Self.byTime]
        case .actor: [SortKey("actor_by_name") { $0.actorName }, Self.byActor, Self.byTime]
        case .actorRole: [SortKey("actor_role") { $0.entry.actorRole }, Self.byTime]
        case .action: [SortKey("action") { $0.entry.action }, Self.byTime]
        case .subjectKind: [SortKey("subject_kind") { $0.entry.subjectKind }, Self.byTime]
        case .address: [SortKey("address") { $0.entry.address }, Self.byTime]
        }
    }

    private static let byTime: SortKey<AuditLine> = SortKey("at") { $0.entry.at }
    private static let byActor: SortKey<AuditLine> = SortKey("actor_id") { $0.entry.actor }

    static let last: SortKey<AuditLine> = SortKey("id") { $0.entry.id }
    static let usual: ColumnSort<AuditColumn> = .down(.at)

    /// The entries with the columns of this order; names are joined only for the order that needs them.
    func query(where conditions: [SQL], in product: ProductDefinition) -> SQL {
        let people = self == .actor ? product.personNames : nil
        let name: SQL = people?.sorting(as: "n") ?? "CAST(NULL AS text)"
        return """
            SELECT \(Audit.Entry.columns), \(name) AS actor_by_name
              FROM audit_entry e \(people?.join(on: "e.actor_id", as: "n")) WHERE \(SQL.all(conditions))
            """
    }
}

/// An entry in a list, with the name by which it is sorted.
struct AuditLine: RowDecodable {
    let entry: Audit.Entry
    let actorName: String?

    init(_ row: inout Row) throws {
        entry = try Audit.Entry(&row)
        actorName = try row.next()
    }
}
