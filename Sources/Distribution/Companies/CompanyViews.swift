import Kernel
import Platform
import Store
import Web

/// A company to create.
struct NewCompany: Body {
    /// Shown to buyers in their language.
    var name: Name
    /// Shown to buyers in their language; none when absent.
    var description: Wording<1, 2000>?
    /// Contact number for buyers; none when absent.
    var phone: PhoneNumber?
    /// Contact address for buyers; none when absent.
    var email: EmailAddress?
    /// Postal address in one line; none when absent.
    var address: Line<1, 300>?
    /// The platform's share of the goods in hundredths of a percent; 750 is 7.5 %.
    var commission: CommissionRate
    /// Zones that it delivers to, at the zones' own fees; none when absent.
    var zoneIds: [ID<DeliveryZone>]?
}

/// Changes of a company; absent members stay as they are, and null clears optional ones.
struct CompanyChanges: Body, ClearsByName {
    /// Replaces every translation.
    var name: Name?
    /// Replaces every translation; null removes the description.
    var description: Change<Wording<1, 2000>>
    /// Contact number for buyers; null removes it.
    var phone: Change<PhoneNumber>
    /// Contact address for buyers; null removes it.
    var email: Change<EmailAddress>
    /// Postal address in one line; null removes it.
    var address: Change<Line<1, 300>>
    /// Replaces the zones that it delivers to; zones that stay keep their fees.
    var zoneIds: [ID<DeliveryZone>]?
}

/// A new status of a company.
struct CompanyStatusChange: Body {
    /// Nothing changes when the company already has it.
    var status: Company.Status
}

/// A new commission of a company.
struct CommissionChange: Body {
    /// The platform's share of new orders in hundredths of a percent; 750 is 7.5 %.
    var commission: CommissionRate
}

/// New delivery fees of a company, zone by zone.
struct DeliveryFees: Body {
    /// One entry per zone; zones that are not listed stay as they are.
    var fees: [Fee]

    /// The delivery fee of a company in one zone.
    struct Fee: Codable, Sendable {
        /// A zone that the company delivers to.
        var zoneId: ID<DeliveryZone>
        /// Fee per order in whole Iraqi dinars; absent or null applies the zone's own.
        var deliveryFee: Dinars?
        /// Goods after promotions, in Iraqi dinars, from which delivery is free; absent or null applies the zone's own.
        var freeDeliveryFrom: Dinars?
    }
}

/// A company; its commission is shown only to insiders.
struct CompanyView: View {
    var id: ID<Company>
    /// The name in the caller's language, or in Arabic where it has not been translated.
    var title: String
    /// Every translation.
    var name: Name
    /// Every translation; absent without one.
    var description: Wording<1, 2000>?
    /// Contact number for buyers; absent without one.
    var phone: PhoneNumber?
    /// Contact address for buyers; absent without one.
    var email: EmailAddress?
    /// Postal address in one line; absent without one.
    var address: Line<1, 300>?
    /// Whether its products can be bought.
    var status: Company.Status
    /// The platform's share in hundredths of a percent; absent for all but its administrators and vendors.
    var commission: CommissionRate?
    /// The zones that it delivers to, with fees.
    var zones: [Zone]
    /// The time at which an administrator added the company.
    var createdAt: Instant
    /// Time of the last change of profile, zones, fees, commission or state; equal to `created_at` before any.
    var updatedAt: Instant
    /// Raised by one with each change; expected in `If-Match`.
    var version: Int

    /// A zone that a company delivers to, with the fees in force.
    struct Zone: Codable, Sendable {
        var zoneId: ID<DeliveryZone>
        /// The name in the caller's language, or in Arabic where it has not been translated.
        var title: String
        /// Fee per order in whole Iraqi dinars.
        var deliveryFee: Dinars
        /// Goods after promotions, in whole Iraqi dinars, from which delivery is free; absent when it never is.
        var freeDeliveryFrom: Dinars?
        /// True where the fees are the zone's own, because the company has set none.
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
