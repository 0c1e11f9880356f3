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
            let next = company.changed(by: body.asCompanyChanges)
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

/// The members that a vendor may change: the company's name, zones, fees and commission are the platform's to agree.
///
/// Absent members stay as they are; null clears those that may be missing.
struct VendorCompanyChanges: Body, ClearsByName {
    var description: Change<Wording<1, 2000>>
    var phone: Change<PhoneNumber>
    var email: Change<EmailAddress>
    var address: Change<Line<1, 300>>

    var asCompanyChanges: CompanyChanges {
        CompanyChanges(description: description, phone: phone, email: email, address: address)
    }
}
