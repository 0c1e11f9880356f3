import Kernel
import Platform
import Web

extension Feature {
    /// The packages of tutors.
    static let packages = Feature(
        routes: PackageRoutes.routes,
        migrations: Package.migrations,
        lifecycles: [Package.lifecycle.table(named: Package.kind)],
        quotas: [.packages],
        bounds: [
            Bound("POST /packages", .packages),
            Bound("PATCH /packages/{id}", because: "changes an existing package of the caller"),
            Bound("POST /packages/{id}/publish", because: "moves an existing package of the caller"),
            Bound("POST /packages/{id}/archive", because: "moves an existing package of the caller"),
        ],
        personalData: [Package.personalData],
        searched: [Package.searched],
        audit: PackageAction.self
    )
}
