import Kernel
import Platform
import Store

extension Feature {
    /// Accounts as administrators manage them, and the end of accounts.
    static let userAdministration = Feature(
        routes: Users.routes,
        bounds: [
            Bound("PATCH /admin/users/{id}/role", because: "is done by administrators"),
            Bound("PATCH /admin/users/{id}/activate", because: "is done by administrators"),
            Bound("PATCH /admin/users/{id}/deactivate", because: "is done by administrators"),
        ],
        audit: UserAction.self,
        erasing: { account, _, _, tx in
            try OpenBusiness.check(account.id, tx)
            try Lot.end(of: account.id, tx)
        }
    )
}
