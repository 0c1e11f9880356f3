import Kernel
import Platform
import Store

/// Where a scope is spent: the columns of a row that say whose it is.
///
/// What is nil belongs to nobody of that kind: a vendor has no part in rows without a company.
struct Area {
    var customer: SQL?
    var zone: SQL?
    var company: SQL?

    /// The rows that `scope` reaches.
    func visible(to scope: Scope) -> SQL {
        guard let caller = scope.actor.account else { return scope.reach == .all ? "TRUE" : "FALSE" }
        return switch scope.reach {
        case .none: "FALSE"
        case .own, .assigned: customer.map { "(\($0) = \(caller))" } ?? "FALSE"
        case .area: area(of: caller, as: scope.actor.role)
        case .all: "TRUE"
        }
    }

    private func area(of caller: ID<Account>, as role: Role) -> SQL {
        switch role {
        case .locationAdmin:
            zone.map { "(\($0) IN (SELECT z.zone_id FROM admin_zone z WHERE z.account_id = \(caller)))" }
                ?? "FALSE"
        case .vendor:
            company.map { "(\($0) = (SELECT v.company_id FROM member v WHERE v.account_id = \(caller)))" }
                ?? "FALSE"
        default: "FALSE"
        }
    }
}
