import Kernel
import Store

/// The organisation, zones or region of an account, which the reach `area` covers.
///
/// A product names its areas once, and its ``AccessMatrix`` says which role has which.
package struct Area: Sendable, Hashable {
    package let name: String
    private let condition: @Sendable (_ column: SQL, _ account: ID<Account>) -> SQL

    /// `condition` holds when a column with the identity of a unit names one that the account belongs to.
    package init(_ name: String, _ condition: @escaping @Sendable (SQL, ID<Account>) -> SQL) {
        self.name = name
        self.condition = condition
    }

    /// The rows whose `column` names a unit of the area.
    package func of(_ column: SQL) -> Visibility.Condition {
        { account in "(\(condition(column, account)))" }
    }

    package static func == (left: Self, right: Self) -> Bool { left.name == right.name }

    package func hash(into hasher: inout Hasher) { hasher.combine(name) }
}
