import Kernel
import Platform
import Store

extension Recipients {
    /// The vendors of a company.
    static func vendors(of company: ID<Company>) -> Recipients {
        Recipients(where: "a.id IN (SELECT v.account_id FROM member v WHERE v.company_id = \(company))")
    }
}
