import Kernel
import Platform
import Store
import Web

/// The vendor's own company.
enum VendorCompany {
    static let routes = rows.tagged("Vendors")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                         handler  needs
        Get   ("/vendors/company",      show,    .vendorPortal, "The company that one sells for")
        Put   ("/vendors/company/{id}", change,  .vendorPortal, "Change what is said of one's company").refuses(.stale)
        Get   ("/vendors/stats",        stats,   .vendorPortal, "What one's company offers, has sold and has earned")
    }

    static func show(_ call: Call) async throws -> Versioned<CompanyView> {
        try await call.db.read { tx in try CompanyView.versioned(own(of: call, tx), for: call, tx) }
    }

    static func change(
        _ call: Call,
        id: ID<Company>,
        match: IfMatch?,
        body: VendorCompanyChanges
    ) async throws -> Versioned<CompanyView> {
        try await call.db.write { tx in
            let company = try Company.find(id, within: call.scope, tx)
            try match?.check(company.version)
            var next = company.cleared(of: body.clear)
            next.description = body.description ?? next.description
            next.phone = body.phone ?? next.phone
            next.email = body.email ?? next.email
            next.address = body.address ?? next.address
            return try CompanyView.versioned(next.save(by: call.actor, tx), for: call, tx)
        }
    }

    static func stats(_ call: Call) async throws -> CompanyStats {
        try await call.db.read { tx in try CompanyStats.of(own(of: call, tx).id, for: call, tx) }
    }

    /// The one company that a vendor reaches.
    static func own(of call: Call, _ tx: borrowing Tx) throws -> Company {
        try tx.one("SELECT \(Company.columns) FROM company c WHERE \(Company.visible(to: call.scope))")
    }
}

/// What a vendor may say of their company: its name, zones, fees and commission are the platform's to agree.
///
/// What is absent, or null, stays as it is; what is named in `clear` is taken away.
struct VendorCompanyChanges: Body {
    var description: Wording<1, 2000>?
    var phone: PhoneNumber?
    var email: EmailAddress?
    var address: Line<1, 300>?
    var clear: [CompanyClearable]?
}
