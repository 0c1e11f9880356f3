import Kernel
import Platform
import Store
import Web

struct NewCompany: Body {
    var name: Name
    var description: Wording<1, 2000>?
    var phone: PhoneNumber?
    var email: EmailAddress?
    var address: Line<1, 300>?
    /// In hundredths of a percent.
    var commission: CommissionRate
    /// Where it delivers to.
    var zoneIds: [ID<DeliveryZone>]?
}

/// Absent members stay as they are; null clears those that may be missing.
struct CompanyChanges: Body, ClearsByName {
    var name: Name?
    var description: Change<Wording<1, 2000>>
    var phone: Change<PhoneNumber>
    var email: Change<EmailAddress>
    var address: Change<Line<1, 300>>
    var zoneIds: [ID<DeliveryZone>]?
}

struct CompanyStatusChange: Body {
    var status: Company.Status
}

struct CommissionChange: Body {
    /// In hundredths of a percent, for what is ordered from now on.
    var commission: CommissionRate
}

struct DeliveryFees: Body {
    var fees: [Fee]

    struct Fee: Codable, Sendable {
        var zoneId: ID<DeliveryZone>
        /// Absent or null: what the zone says.
        var deliveryFee: Dinars?
        var freeDeliveryFrom: Dinars?
    }
}

/// A company as everyone sees it, and to those who run it a little more.
struct CompanyView: View {
    var id: ID<Company>
    /// In the caller's language.
    var title: String
    var name: Name
    var description: Wording<1, 2000>?
    var phone: PhoneNumber?
    var email: EmailAddress?
    var address: Line<1, 300>?
    var status: Company.Status
    /// In hundredths of a percent; shown to administrators and the company's vendors.
    var commission: CommissionRate?
    var zones: [Zone]
    var createdAt: Instant
    var updatedAt: Instant
    var version: Int

    struct Zone: Codable, Sendable {
        var zoneId: ID<DeliveryZone>
        var title: String
        var deliveryFee: Dinars
        var freeDeliveryFrom: Dinars?
        /// Whether the fee is the zone's own, because the company has said nothing else.
        var isZoneDefault: Bool
    }

    init(_ company: Company, _ terms: [CompanyZone], isInside: Bool, in languages: [Language]) {
        id = company.id
        title = company.name.text(in: languages)
        name = company.name
        description = company.description
        phone = company.phone
        email = company.email
        address = company.address
        status = company.status
        commission = isInside ? company.commission : nil
        zones = terms.map { terms in
            Zone(
                zoneId: terms.zone,
                title: terms.zoneName.text(in: languages),
                deliveryFee: terms.fee,
                freeDeliveryFrom: terms.freeFrom,
                isZoneDefault: terms.ownFee == nil && terms.ownFreeFrom == nil
            )
        }
        createdAt = company.createdAt
        updatedAt = company.updatedAt
        version = company.version
    }
}

extension CompanyView {
    /// The companies as the caller may see them.
    static func of(_ companies: [Company], for call: Call, _ tx: borrowing Tx) throws -> [CompanyView] {
        let ids = companies.map(\.id)
        let terms = try CompanyZone.list(of: ids, tx)
        let inside = Set(
            try tx.values(
                """
                SELECT c.id FROM company c
                 WHERE c.id \(in: ids) AND \(Company.visible(to: call.scope(of: .companyRead)))
                """,
                as: ID<Company>.self
            )
        )
        return companies.map { company in
            CompanyView(
                company,
                terms[company.id] ?? [],
                isInside: inside.contains(company.id),
                in: call.languages
            )
        }
    }

    static func versioned(
        _ company: Company,
        for call: Call,
        _ tx: borrowing Tx
    ) throws -> Versioned<CompanyView> {
        guard let view = try of([company], for: call, tx).first else { throw Problem(.notFound) }
        return Versioned(view, version: company.version)
    }
}
