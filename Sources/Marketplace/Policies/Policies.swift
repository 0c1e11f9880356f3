import Kernel
import Platform
import Store
import Web

typealias Policies = Platform.Policies<PolicyKey>
typealias PolicySetting = Platform.PolicySetting<PolicyKey>

extension PolicyKey: DatedPolicy {
    static var zone: Zone { marketplace.zone }
    static var setting: any AuditAction { PolicyAction.set }
}

enum PolicyAction: String, AuditAction {
    case set = "marketplace.policy.set"
}
