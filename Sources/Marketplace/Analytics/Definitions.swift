import Platform
import Store
import Web

/// The definition of a figure.
struct DefinitionView: View {
    /// The name of the figure.
    var name: String
    /// How it is calculated.
    var formula: String
    /// The time that counts, such as `90 d`; absent for all of it, or for the one that is asked for.
    var window: String?
    /// The unit of its values.
    var unit: Formula.Unit
    /// The policy that it depends on, as it is now.
    var policy: PolicyValue?

    init(_ formula: Formula, _ tx: borrowing Tx) throws {
        name = formula.name
        self.formula = formula.text
        unit = formula.unit
        policy = try formula.policy.map { try PolicyValue($0, tx) }
        window = (formula.days.map(Int64.init) ?? policy?.value).map { "\($0) d" }
    }
}

/// The value of a policy now.
struct PolicyValue: Codable, Sendable {
    /// The name of the policy.
    var key: PolicyKey
    /// The value in force.
    var value: Int64
    /// The quantity that the value counts, such as hours or basis points.
    var unit: PolicyRule.Unit

    init(_ key: PolicyKey, _ tx: borrowing Tx) throws {
        self.key = key
        value = try Policies.value(key, at: tx.now, tx)
        unit = key.rule.unit
    }
}
