import Kernel
import Store
import Web

/// A filter of the audit log, and its order; all given conditions must hold.
struct AuditFilter: Query {
    /// Words of the name or code of the actor or of the affected person, or of an affected plan; or an e-mail address or the
    /// reference code of an affected record in full.
    ///
    /// Names are found where the product has them, in any order of the words and by parts of them.
    var search: Line<1, 100>?
    /// The account that acted.
    var actorId: ID<Account>?
    /// The actor's role at that time, such as `admin` or `system`.
    var role: Line<1, 60>?
    /// The whole name of an action, or its beginning and a star, such as `service_request.*`.
    var action: Line<1, 100>?
    /// The affected record.
    var subjectId: ID<Subject>?
    /// The type of the affected record, such as `account`.
    var subjectKind: Line<1, 60>?
    /// Only entries of this group; all groups when absent.
    var category: Category?
    /// The network address of the caller.
    var address: Line<1, 100>?
    /// The `X-Request-Id` of the request that caused the entry.
    var requestId: Line<1, 128>?
    /// The earliest day or moment, included.
    var from: DayOrInstant?
    /// The latest moment, excluded; a day counts until its end.
    var until: DayOrInstant?
    /// The order; by default `-at`.
    ///
    /// Every other order reads the whole selection, which a period keeps small.
    var sort: ColumnSort<AuditColumn>?

    /// A group of entries of the audit log.
    enum Category: String, Codable, CaseIterable, Sendable {
        /// Actions of the product's users, who registered themselves.
        case user
        /// Actions of staff and programs.
        case staff
        /// Actions of the server itself and of unauthenticated callers.
        case system
        /// Consents, exports, erasures, legal holds, retention and downloads, for a data protection officer.
        case privacy
    }
}

extension AuditFilter {
    func condition(in product: ProductDefinition, _ tx: borrowing Tx) throws -> SQL {
        var found: SQL?
        if let search { found = try Self.found(by: search.rawValue, in: product, tx) }
        let filters: [SQL?] = [
            found,
            actorId.map { "e.actor_id = \($0)" }, role.map { "e.actor_role = \($0)" },
            action.map(Self.acting), subjectId.map { "e.subject_id = \($0)" },
            subjectKind.map { "e.subject_kind = \($0)" },
            address.map { "e.address = \($0)" }, requestId.map { "e.request_id = \($0)" },
            category?.condition(in: product),
            from.map { "e.at >= \($0.start(in: product.zone))" },
            until.map { "e.at < \($0.end(in: product.zone))" },
        ]
        return SQL.all(filters.compactMap(\.self))
    }

    private static func found(
        by words: String,
        in product: ProductDefinition,
        _ tx: borrowing Tx
    ) throws -> SQL {
        let people = product.people(foundBy: words)
        var ways: [SQL] = [
            "e.actor_id IN (\(people))",
            "e.subject_kind = \(Account.kind) AND e.subject_id IN (\(people))",
        ]
        let plans = try product.payments.purposesFound(SearchQuestion(words), tx)
            .compactMap { ID<Subject>($0) }
        if !plans.isEmpty { ways.append("e.subject_id \(in: plans)") }
        if let records = product.numbered, let reference = ReferenceCode(rawValue: words) {
            ways.append("e.subject_id IN (\(records(reference)))")
        }
        return .any(ways)
    }

    static func acting(_ action: Line<1, 100>) -> SQL {
        guard action.rawValue.hasSuffix("*") else { return "e.action = \(action)" }
        return beginning(with: String(action.rawValue.dropLast()))
    }

    fileprivate static func beginning(with prefix: String) -> SQL {
        "substr(e.action, 1, \(prefix.unicodeScalars.count)) = \(prefix)"
    }
}

extension AuditFilter.Category {
    fileprivate func condition(in product: ProductDefinition) -> SQL {
        let user = product.accounts.selfRegistrationRole.name
        return switch self {
        case .user: "e.actor_role = \(user)"
        case .staff: "e.actor_role NOT IN (\(user), \(Role.system.name), \(Role.nobody.name))"
        case .system: "e.actor_role IN (\(Role.system.name), \(Role.nobody.name))"
        case .privacy: SQL.any(Self.privacyActions.map(AuditFilter.beginning))
        }
    }

    private static let privacyActions = [
        "consent.", "account.export", "account.erase", "legal_hold.", "retention.", "report.export",
        "file.download",
    ]
}
