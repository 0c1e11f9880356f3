import Kernel
import Store
import Web

/// Which entries of the audit log are wanted.
struct AuditFilter: Query {
    var actorId: ID<Account>?
    /// What the actor was then, as `admin` or `system`.
    var role: Line<1, 60>?
    /// The whole name, or its beginning and a star, as `service_request.*`.
    var action: Line<1, 100>?
    var subjectId: ID<Subject>?
    var subjectKind: Line<1, 60>?
    var category: Category?
    /// The network address that the request came from.
    var address: Line<1, 100>?
    var requestId: Line<1, 128>?
    var from: Instant?
    var until: Instant?

    enum Category: String, Codable, CaseIterable, Sendable {
        /// What those did for whom the product is.
        case user
        /// What those did who work for it, programs included.
        case staff
        /// What happened by itself, and what nobody in particular did.
        case system
        /// Consents, copies, erasures, holds, retention: what a data protection officer asks for.
        case privacy
    }
}

extension AuditFilter {
    func condition(in product: ProductDefinition) -> SQL {
        SQL.all(
            [
                actorId.map { "e.actor_id = \($0)" }, role.map { "e.actor_role = \($0)" },
                action.map(Self.acting), subjectId.map { "e.subject_id = \($0)" },
                subjectKind.map { "e.subject_kind = \($0)" },
                address.map { "e.address = \($0)" }, requestId.map { "e.request_id = \($0)" },
                category?.condition(in: product),
                from.map { "e.at >= \($0)" }, until.map { "e.at < \($0)" },
            ].compactMap(\.self)
        )
    }

    private static func acting(_ action: Line<1, 100>) -> SQL {
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
