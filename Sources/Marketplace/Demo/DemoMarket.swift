import Kernel
import Platform
import Store

/// The regions and services of the demo, before its people come.
enum DemoMarket {
    static let newYork = Coordinates(latitude: 40.7128, longitude: -74.006) ?? .placeholder
    static let boston = Coordinates(latitude: 42.3601, longitude: -71.0589) ?? .placeholder

    // swift-format-ignore
    private static let services: [(category: String, name: String, description: String, unit: Service.Unit)] = [
        ("Home",   "House painting", "Walls, fences and window frames, inside and outside.", .fixed),
        ("Home",   "Plumbing",       "Repairs of pipes, taps and boilers.",                  .hour),
        ("Home",   "House cleaning", "A whole flat, windows included.",                      .visit),
        ("Garden", "Gardening",      "Lawns, hedges and flower beds.",                       .hour),
    ]

    /// Adds the regions with a local manager each.
    static func addRegions(
        _ managers: [(region: String, centre: Coordinates, person: DemoPerson)],
        with password: HashedPassword,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        for manager in managers {
            let region = try Region.add(
                NewRegion(
                    name: Region.Name(unchecked: manager.region),
                    centre: manager.centre,
                    radiusM: Region.Radius(80_000) ?? .placeholder,
                    zone: .newYork,
                    active: true,
                    reason: Reason(unchecked: "Where the platform begins.")
                ),
                tx
            )
            let account = try manager.person.enrol(with: password, at: site, tx)
            try RegionManagers.assign([region.id], to: account.id, tx)
        }
    }

    /// Adds the categories and the approved services.
    static func addServices(at site: Site, _ tx: borrowing Tx) throws {
        var categories: [String: ID<Category>] = [:]
        let call = site.call(as: .system)
        for row in services {
            if categories[row.category] == nil {
                let new = NewCategory(name: Category.Name(unchecked: row.category))
                categories[row.category] = try Category.add(new, by: .system, tx).id
            }
            guard let category = categories[row.category] else { continue }
            let new = NewService(
                categoryId: category,
                name: Service.Name(unchecked: row.name),
                description: Service.Description(unchecked: row.description),
                unit: row.unit
            )
            _ = try Service.add(new, by: nil, as: call, tx)
        }
    }
}
