import Kernel
import Platform
import Store
import TestKit

@testable import Marketplace

/// Two regions with a local manager each, customers, providers and administrators.
///
/// Pia and Pete work in New York, are active and offer the same services; Paul waits there for the verification.
func castMarketplace(
    limits: Bool = false,
    dependencies: (inout Dependencies) -> Void = { _ in }
) async throws -> World {
    try await World(
        marketplace,
        cast: "marketplace",
        limits: limits,
        cast: castPeople,
        dependencies: dependencies
    )
}

@Sendable func castPeople(at site: Site) async throws {
    let password = try await DemoPerson.password(at: site)
    let papers = [try await DemoProvider.Papers.make(at: site), try await DemoProvider.Papers.make(at: site)]
    try await site.db.write { tx in
        try DemoMarket.addRegions(
            [("New York", DemoMarket.newYork, .lina), ("Boston", DemoMarket.boston, .leo)],
            with: password,
            at: site,
            tx
        )
        try DemoMarket.addServices(at: site, tx)
        for person in [DemoPerson.ada, .adam, .carl, .cora] {
            _ = try person.enrol(with: password, at: site, tx)
        }
        try DemoProvider.pia.enrol(with: password, papers[0], at: site, tx)
        try DemoProvider.pete.enrol(with: password, papers[1], at: site, tx)
        try DemoProvider.paul.enrol(with: password, nil, at: site, tx)
        // Worlds begin with empty mailboxes and queues.
        try tx.execute("DELETE FROM notice_delivery")
        try tx.execute("DELETE FROM notice")
        try tx.execute("DELETE FROM job")
    }
}

// swift-format-ignore
extension Person {
    /// A customer.
    static let carl = Person("carl", email: "carl.jones@example.com")
    /// Another customer.
    static let cora = Person("cora", email: "cora.diaz@example.com")
    /// An active provider in New York.
    static let pia  = Person("pia",  email: "pia.novak@example.com")
    /// Another active provider in New York, with the same services.
    static let pete = Person("pete", email: "pete.oneil@example.com")
    /// A provider in New York who waits for the verification.
    static let paul = Person("paul", email: "paul.reed@example.com")
    /// The local manager of New York.
    static let lina = Person("lina", email: "lina.costa@example.com", authenticator: DemoPerson.authenticator)
    /// The local manager of Boston.
    static let leo  = Person("leo",  email: "leo.stone@example.com", authenticator: DemoPerson.authenticator)
    /// An administrator.
    static let ada  = Person("ada",  email: "ada.king@example.com", authenticator: DemoPerson.authenticator)
    /// The other administrator.
    static let adam = Person("adam", email: "adam.lowe@example.com", authenticator: DemoPerson.authenticator)
}

// swift-format-ignore
extension DemoPerson {
    static let carl = DemoPerson(email: "carl.jones@example.com", name: "Carl Jones",  phone: "+12125550101")
    static let cora = DemoPerson(email: "cora.diaz@example.com",  name: "Cora Diaz",   phone: "+12125550102")
    static let pia  = DemoPerson(email: "pia.novak@example.com",  name: "Pia Novak",   phone: "+12125550103")
    static let pete = DemoPerson(email: "pete.oneil@example.com", name: "Pete O'Neil", phone: "+12125550104")
    static let paul = DemoPerson(email: "paul.reed@example.com",  name: "Paul Reed",   phone: "+12125550105")
    static let lina = DemoPerson(email: "lina.costa@example.com", name: "Lina Costa",  role: .lsm)
    static let leo  = DemoPerson(email: "leo.stone@example.com",  name: "Leo Stone",   role: .lsm)
    static let ada  = DemoPerson(email: "ada.king@example.com",   name: "Ada King",    role: .admin)
    static let adam = DemoPerson(email: "adam.lowe@example.com",  name: "Adam Lowe",   role: .admin)
}

extension DemoProvider {
    static let pia = DemoProvider(
        person: .pia,
        businessName: "Novak Painting",
        point: Coordinates(latitude: 40.73, longitude: -73.99) ?? .placeholder,
        offers: [("House painting", 30_000), ("House cleaning", 9_000)]
    )
    static let pete = DemoProvider(
        person: .pete,
        businessName: "O'Neil & Sons",
        point: Coordinates(latitude: 40.7, longitude: -74.02) ?? .placeholder,
        offers: [("House painting", 28_000), ("Plumbing", 8_500)]
    )
    static let paul = DemoProvider(
        person: .paul,
        businessName: "Reed Gardens",
        point: Coordinates(latitude: 40.75, longitude: -73.95) ?? .placeholder,
        offers: [("Gardening", 5_000)],
        isVerified: false
    )
}

extension World {
    func account(of person: Person) async throws -> ID<Account> {
        try await named(person.email, "SELECT id FROM account WHERE email = \(person.email)")
    }

    func id(of person: Person) async throws -> String { try await account(of: person).description }

    func provider(of person: Person) async throws -> ID<Provider> {
        try await named(
            person.email,
            "SELECT p.id FROM provider p JOIN account a ON a.id = p.account_id WHERE a.email = \(person.email)"
        )
    }

    func region(_ name: String) async throws -> ID<Region> {
        try await named(name, "SELECT id FROM region WHERE name = \(name)")
    }

    func service(_ name: String) async throws -> ID<Service> {
        try await named(name, "SELECT id FROM service WHERE name = \(name)")
    }

    private func named<Entity>(_ name: String, _ query: SQL) async throws -> ID<Entity> {
        let id = try await db.read { tx in try tx.value(query, as: ID<Entity>.self) }
        guard let id else { throw TestFailure("nothing is called \(name)") }
        return id
    }

    /// Another account, with the same password as all.
    @discardableResult
    func enrol(_ name: String, as role: Role = .customer) async throws -> Person {
        let person = DemoPerson(email: "\(name)@example.com", name: "\(name) Test", role: role)
        let password = try await DemoPerson.password(at: site)
        _ = try await db.write { [site] tx in try person.enrol(with: password, at: site, tx) }
        return Person(name, email: person.email, authenticator: role.isStaff ? DemoPerson.authenticator : nil)
    }

    /// Another active provider in New York.
    @discardableResult
    func enrolProvider(
        _ name: String,
        offering offers: [(service: String, price: Int)] = [("House painting", 29_000)],
        at point: Coordinates = DemoMarket.newYork
    ) async throws -> Person {
        let person = DemoPerson(email: "\(name)@example.com", name: "\(name) Test", phone: "+12125550199")
        let provider = DemoProvider(
            person: person,
            businessName: "\(name) Works",
            point: point,
            offers: offers
        )
        let password = try await DemoPerson.password(at: site)
        let papers = try await DemoProvider.Papers.make(at: site)
        _ = try await db.write { [site] tx in
            try provider.enrol(with: password, papers, at: site, tx).id
        }
        return Person(name, email: person.email)
    }
}
