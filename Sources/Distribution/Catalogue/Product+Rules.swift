import Kernel
import Platform
import Store

// The references that a product may hold.
extension Product {
    static let maximumZones = 200
    private static let maximumImages = 12

    /// The seller: the company given, if the caller may act for it, or else a vendor's own company.
    static func seller(
        _ named: ID<Company>?,
        _ scope: Scope,
        _ tx: borrowing Tx
    ) throws -> ID<Company> {
        var company = named
        if company == nil, scope.area == .company, let me = scope.actor.account {
            company = try Company.of(me, tx)
        }
        guard let company else {
            throw Problem(.invalid, faults: [Problem.Fault("/company_id", Refusal(.required))])
        }
        let mine = Company.visible(to: scope)
        guard try tx.exists("SELECT 1 FROM company c WHERE c.id = \(company) AND \(mine)") else {
            throw Problem(.invalid, faults: [Problem.Fault("/company_id", .unknownReference)])
        }
        return company
    }

    /// The zones without duplicates, once every reference has been found.
    static func check(
        _ zones: [ID<DeliveryZone>]?,
        _ images: [ID<StoredFile>]?,
        _ category: ID<Category>?,
        of company: ID<Company>,
        _ tx: borrowing Tx
    ) throws -> [ID<DeliveryZone>] {
        let (zones, images) = (zones ?? [], images ?? [])
        var faults: [Problem.Fault] = []
        if zones.count > maximumZones {
            faults.append(Problem.Fault("/zones", Refusal(.tooMany(maximumZones))))
        }
        if images.count > maximumImages {
            faults.append(Problem.Fault("/images", Refusal(.tooMany(maximumImages))))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        if let category, try !tx.exists("SELECT 1 FROM category WHERE id = \(category)") {
            faults.append(Problem.Fault("/category_id", .unknownReference))
        }
        let delivered: Set<ID<DeliveryZone>> = Set(
            try tx.values(
                "SELECT zone_id FROM company_zone WHERE company_id = \(company) AND zone_id \(in: zones)"
            )
        )
        for (index, zone) in zones.enumerated() where !delivered.contains(zone) {
            faults.append(Problem.Fault("/zones/\(index)", .notDeliveredTo))
        }
        let known = try ProductImages.known(images, tx)
        for (index, image) in images.enumerated() where !known.contains(image) {
            faults.append(Problem.Fault("/images/\(index)", .unknownReference))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return Array(Set(zones)).sorted()
    }
}
