import Kernel
import Web

/// A policy with its value in force.
package struct PolicySettingView<Key: DatedPolicy>: View, SchemaNamed {
    /// The name of the policy.
    var key: Key
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
    var upcoming: [UpcomingSetting]

    package static var schemaName: String { "PolicySettingView" }

    init(_ key: Key, _ policies: Policies<Key>, upcoming: [PolicySetting<Key>]) {
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
        self.upcoming = upcoming.filter { $0.key == key }.map(UpcomingSetting.init)
    }
}

/// A value from a later day on.
package struct UpcomingSetting: Codable, Sendable, SchemaNamed {
    /// A whole number, or the words of a list.
    var value: JSONValue
    /// The first day of the value.
    var from: CivilDate
    /// The administrator who set it.
    var by: ID<Account>
    /// Why it was set.
    var reason: String

    package static let schemaName = "PolicySettingViewSetting"

    fileprivate init<Key>(_ setting: PolicySetting<Key>) {
        value = setting.value
        from = setting.effectiveFrom
        by = setting.setBy
        reason = setting.reason
    }
}

/// A new value of a policy.
package struct PolicyChange: Body {
    /// A whole number within the bounds of the policy, or the words of a list.
    var value: JSONValue
    /// The first day of the value, tomorrow at the earliest; tomorrow when absent.
    var from: CivilDate?
    /// The reason; kept with the value.
    var reason: Line<3, 500>
}
