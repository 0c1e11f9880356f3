import Kernel
import Platform
import Store
import Web

/// The routes of the vendor's own company.
enum VendorCompany {
    static let routes = rows.tagged("Vendors")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //     path                         handler  needs
        Get   ("/vendors/company",      show,    .vendorPortal, "Get the vendor's company")
        Put   ("/vendors/company/{id}", change,  .vendorPortal, "Update the vendor's company",
               details: "Absent members stay as they are. Name, zones, fees and commission are changed by administrators only.").refuses(.stale)
        Get   ("/vendors/stats",        stats,   .vendorPortal, "Get the vendor's company statistics",
               details: "Products, orders, sales and the amount owed to the company.")
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
            let next = company.changed(by: body.asCompanyChanges)
            return try CompanyView.versioned(next.save(by: call.actor, tx), for: call, tx)
        }
    }

    static func stats(_ call: Call) async throws -> CompanyStats {
        try await call.db.read { tx in try CompanyStats.of(own(of: call, tx).id, for: call, tx) }
    }

    /// The company that the vendor sells for.
    static func own(of call: Call, _ tx: borrowing Tx) throws -> Company {
        try tx.one("SELECT \(Company.columns) FROM company c WHERE \(Company.visible(to: call.scope))")
    }
}

/// Changes of the vendor's own company; absent members stay as they are, and null clears optional ones.
///
/// Only administrators change the company's name, zones, fees and commission.
struct VendorCompanyChanges: Body, ClearsByName {
    /// Replaces every translation; null removes the description.
    var description: Change<Wording<1, 2000>>
    /// Contact number for buyers; null removes it.
    var phone: Change<PhoneNumber>
    /// Contact address for buyers; null removes it.
    var email: Change<EmailAddress>
    /// Postal address in one line; null removes it.
    var address: Change<Line<1, 300>>

    var asCompanyChanges: CompanyChanges {
        CompanyChanges(description: description, phone: phone, email: email, address: address)
    }
}
