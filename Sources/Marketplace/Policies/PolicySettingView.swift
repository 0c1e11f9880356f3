import Kernel
import Platform
import Web

/// A policy with its value in force.
struct PolicySettingView: View {
    /// The name of the policy.
    var key: PolicyKey
    /// A whole number, or the words of a list.
    var value: JSONValue
    /// The unit of the number.
    var unit: PolicyRule.Unit
    /// The least number that can be set; absent for a list.
    var minimum: Int64?
    /// The greatest number that can be set; absent for a list.
    var maximum: Int64?
    /// The words that can be listed; absent for a number.
    var words: [String]?
    /// The first day of the value; absent for the default.
    var from: CivilDate?
    /// The administrator who set it; absent for the default.
    var by: ID<Account>?
    /// Why it was set; absent for the default.
    var reason: String?
    /// The values from later days on, the next ones first.
    var upcoming: [Setting]

    /// A value from a later day on.
    struct Setting: Codable, Sendable {
        /// A whole number, or the words of a list.
        var value: JSONValue
        /// The first day of the value.
        var from: CivilDate
        /// The administrator who set it.
        var by: ID<Account>
        /// Why it was set.
        var reason: String

        init(_ setting: PolicySetting) {
            value = setting.value
            from = setting.effectiveFrom
            by = setting.setBy
            reason = setting.reason
        }
    }

    init(_ key: PolicyKey, _ policies: Policies, upcoming: [PolicySetting]) {
        let (rule, setting) = (key.rule, policies.setting(key))
        self.key = key
        words = key.words?.known
        value = key.words == nil ? .integer(policies[key]) : .array(policies.list(key).map { .string($0) })
        unit = rule.unit
        minimum = key.words == nil ? rule.bounds.lowerBound : nil
        maximum = key.words == nil ? rule.bounds.upperBound : nil
        from = setting?.effectiveFrom
        by = setting?.setBy
        reason = setting?.reason
        self.upcoming = upcoming.filter { $0.key == key }.map(Setting.init)
    }
}

/// A new value of a policy.
struct PolicyChange: Body {
    /// A whole number within the bounds of the policy, or the words of a list.
    var value: JSONValue
    /// The first day of the value, tomorrow at the earliest; tomorrow when absent.
    var from: CivilDate?
    /// The reason; kept with the value.
    var reason: Reason
}

/// A new threshold of churn.
struct ChurnThreshold: Body {
    /// How many days a customer may be silent before they count as lost, from tomorrow on.
    var days: Ranged<7, 365>
    /// The reason; kept with the value.
    var reason: Reason
}
