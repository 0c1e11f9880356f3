import Kernel
import Store
import Web

/// A limit for one account on a shared resource: a row next to the permissions of a product.
///
/// The use is counted inside the transaction that adds to it, so simultaneous requests cannot exceed the
/// limit.
package struct Quota: Sendable {
    /// Such as `caf.open_appointments`; it never changes, because callers see it.
    package let name: String
    /// The permission it limits.
    package let permission: Permission
    /// The roles it applies to; empty means every role with the permission.
    package let roles: [Role]
    package let most: Int
    package let span: Span
    package let per: Per
    package let unit: Unit
    /// The counted things as a plural noun, such as "open appointments".
    package let counted: LocalizedText
    /// A sentence on when, or how, it frees.
    package let frees: LocalizedText
    /// The reason for the number, for the reference.
    package let reason: String
    let measure: Measure
    let refusal: Problem.Code?

    package enum Span: Sendable, Equatable {
        /// A number at any one time.
        case standing
        /// A number within any such time span.
        case window(Duration)
    }

    package enum Per: String, Sendable {
        case account, request, order, product, site
    }

    package enum Unit: Sendable { case things, bytes }

    package enum Measure: Sendable {
        /// Existing rows: the FROM clause, the weight of each row, and its time (for windows).
        case rows(weight: SQL, at: SQL, @Sendable (Holder) -> SQL)
        /// Uses that nothing else records: ``Quotas`` writes a row for each.
        case uses
        /// Enforced by a constraint of a table, or by code that drops the oldest instead of refusing.
        case elsewhere
    }

    /// The account whose use is counted.
    package struct Holder: Sendable {
        package let account: ID<Account>
        package let subject: ID<Subject>?
        package let now: Instant
    }

    package init(
        _ name: String,
        _ permission: Permission,
        of roles: [Role] = [],
        most: Int,
        _ span: Span = .standing,
        per: Per = .account,
        unit: Unit = .things,
        counting measure: Measure,
        counted: LocalizedText,
        frees: LocalizedText,
        because reason: String,
        refusal: Problem.Code? = nil
    ) {
        self.name = name
        self.permission = permission
        self.roles = roles
        self.most = most
        self.span = span
        self.per = per
        self.unit = unit
        self.measure = measure
        self.counted = counted
        self.frees = frees
        self.reason = reason
        self.refusal = refusal
    }

    /// Whether it applies to `role`; it never applies to the server itself.
    package func binds(_ role: Role) -> Bool {
        role != .system && (roles.isEmpty || roles.contains(role))
    }

    var window: Duration? {
        if case .window(let window) = span { window } else { nil }
    }
}

extension Quota.Measure {
    package static func rows(_ source: @escaping @Sendable (Quota.Holder) -> SQL) -> Self {
        .rows(weight: "1", at: "NULL", source)
    }
}
