import Kernel
import Platform
import Store

extension Recipients {
    /// The vendors of a company.
    static func vendors(of company: ID<Company>) -> Recipients {
        Recipients(where: "a.id IN (SELECT v.account_id FROM member v WHERE v.company_id = \(company))")
    }

    /// The location admins of the zones that a query lists.
    static func locationAdmins(of zones: SQL) -> Recipients {
        Recipients(
            where: """
                a.role = \(Role.locationAdmin.name)
                AND a.id IN (SELECT w.account_id FROM admin_zone w WHERE w.zone_id IN (\(zones)))
                """
        )
    }
}
