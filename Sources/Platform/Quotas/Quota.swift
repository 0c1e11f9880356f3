import Kernel
import Store
import Web

/// How much of something scarce one account may hold or use: a row beside the permissions of a product.
///
/// The count is taken inside the transaction that adds to it, so no number of simultaneous requests goes beyond it.
package struct Quota: Sendable {
    /// As `caf.open_appointments`; callers see it, so it never changes.
    package let name: String
    /// The permission whose use it bounds.
    package let permission: Permission
    /// The roles it binds; empty means every role with the permission.
    package let roles: [Role]
    package let most: Int
    package let span: Span
    package let per: Per
    package let unit: Unit
    /// The counted things as a plural noun, as "open appointments".
    package let counted: LocalizedText
    /// A sentence that says when, or how, it frees.
    package let frees: LocalizedText
    /// Why the number is what it is, for the reference.
    package let reason: String
    let measure: Measure
    let refusal: Problem.Code?

    package enum Span: Sendable, Equatable {
        /// So many at a time.
        case standing
        /// So many in any such span of time.
        case window(Duration)
    }

    package enum Per: String, Sendable {
        case account, request, order, product, site
    }

    package enum Unit: Sendable { case things, bytes }

    package enum Measure: Sendable {
        /// Rows that exist anyway: what follows FROM, how much each counts, and since when (for windows).
        case rows(weight: SQL, at: SQL, @Sendable (Holder) -> SQL)
        /// Nothing else remembers it: ``Quotas`` writes a row for each use.
        case uses
        /// Enforced by a constraint of a table, or by code that drops the oldest instead of refusing.
        case elsewhere
    }

    /// Whose use is counted.
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

    /// Whether it binds someone of `role`; the server itself is bound by none.
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
