import Kernel
import Platform
import Store

extension InvoiceParty {
    /// A tutor, with address and tax code as they are on the day of issue.
    static func of(_ tutor: Tutor, at site: Site, _ tx: borrowing Tx) throws -> InvoiceParty {
        let address = try tutor.openedAddress(at: site, tx).split(separator: "\n").map(String.init)
        let code = try tutor.openedTaxCode(at: site, tx)
        return InvoiceParty(
            name: tutor.legalName.rawValue,
            address: address + [tutor.country.rawValue],
            taxCode: code.isEmpty ? nil : code,
            vatNumber: tutor.vatNumber?.rawValue
        )
    }

    static func of(student: ID<Account>, _ tx: borrowing Tx) throws -> InvoiceParty {
        let profile = try Profile.find(student, tx)
        return InvoiceParty(name: "\(profile.firstName) \(profile.lastName)", address: [])
    }

    /// The platform; until it is configured, which production demands, only its title.
    static func platform(at site: Site) -> InvoiceParty {
        site.dependencies.issuer ?? InvoiceParty(name: site.product.title, address: [])
    }
}

extension StampDuty {
    /// The stamp in force.
    static func now(_ tx: borrowing Tx) throws -> StampDuty {
        let policies = try Policies.at(tx.now, tx)
        return StampDuty(of: Cents(policies[.stampCents]) ?? .zero, above: policies[.stampAboveCents])
    }
}

extension Percent {
    /// The VAT in force within the prices that bear it.
    static func vat(_ tx: borrowing Tx) throws -> Percent {
        let points = try Policies.value(.commissionVatBp, at: tx.now, tx)
        guard let rate = Percent(Int(points)) else { throw Problem(.internalError) }
        return rate
    }

    static func none() throws -> Percent {
        guard let rate = Percent(0) else { throw Problem(.internalError) }
        return rate
    }
}
