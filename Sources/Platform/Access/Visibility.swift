import Kernel
import Store

/// The rows of a table that a scope covers: for each reach the condition on a row's owner.
///
/// The store applies it as a WHERE clause. A reach without a condition here covers no row.
package struct Visibility: Sendable {
    package typealias Condition = @Sendable (_ caller: ID<Account>) -> SQL

    private let own: Condition?
    private let assigned: Condition?
    private let areas: [Area: Condition]

    /// `own` is the column with the account that a row belongs to.
    package init(own: SQL? = nil, assigned: Condition? = nil, areas: [Area: Condition] = [:]) {
        self.own = own.map(Self.equal)
        self.assigned = assigned
        self.areas = areas
    }

    /// For rows that belong to several accounts, each of which has its own rows by a condition.
    package init(ownWhere condition: @escaping Condition) {
        own = condition
        assigned = nil
        areas = [:]
    }

    private static func equal(_ column: SQL) -> Condition {
        { caller in "(\(column) = \(caller))" }
    }

    package func visible(to scope: Scope) -> SQL {
        guard scope.reach != .all else { return "TRUE" }
        guard let caller = scope.actor.account else { return "FALSE" }
        return switch scope.reach {
        case .none, .all: "FALSE"
        case .own: own?(caller) ?? "FALSE"
        case .assigned: assigned?(caller) ?? "FALSE"
        case .area: scope.area.flatMap { areas[$0] }?(caller) ?? "FALSE"
        }
    }
}

/// A type of which callers see some rows and not others.
package protocol Scoped {
    static var visibility: Visibility { get }
}

extension Scoped {
    package static func visible(to scope: Scope) -> SQL { visibility.visible(to: scope) }
}
