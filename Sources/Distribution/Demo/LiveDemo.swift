import Kernel
import Platform
import Store

/// The market of ``demo(_:)`` after five weeks of trading, with offers, orders in every status and favourites.
///
/// Running it twice adds nothing.
@Sendable func liveDemo(_ site: Site) async throws {
    try await demo(site)
    let stage = try await DemoStage.read(site)
    try await DemoOffers.make(on: stage, at: site)
    try await DemoAddresses.make(on: stage, at: site)
    try await DemoOrders.make(on: stage, at: site)
    try await DemoShopLists.make(on: stage, at: site)
}

/// The demo's accounts, goods, categories, companies and zones, by e-mail address, SKU or English name.
struct DemoStage: Sendable {
    let people: [String: Actor]
    let goods: [String: ID<Product>]
    let categories: [String: ID<Category>]
    let companies: [String: ID<Company>]
    let zones: [String: ID<DeliveryZone>]

    static func read(_ site: Site) async throws -> DemoStage {
        try await site.db.read { tx in
            var people: [String: Actor] = [:]
            try tx.forEach("SELECT a.email, a.id, a.role FROM account a") { row in
                let email = try row.next(String.self)
                let id = try row.next(ID<Account>.self)
                people[email] = Actor(kind: .person, account: id, role: Role(try row.next()))
            }
            return DemoStage(
                people: people,
                goods: try named("SELECT sku, id FROM product", tx),
                categories: try named("SELECT name ->> 'en', id FROM category", tx),
                companies: try named("SELECT name ->> 'en', id FROM company", tx),
                zones: try named("SELECT name ->> 'en', id FROM delivery_zone", tx)
            )
        }
    }

    private static func named<Thing>(_ sql: SQL, _ tx: borrowing Tx) throws -> [String: ID<Thing>] {
        var found: [String: ID<Thing>] = [:]
        try tx.forEach(sql) { row in
            let name = try row.next(String?.self)
            let id = try row.next(ID<Thing>.self)
            if let name { found[name] = id }
        }
        return found
    }
}
