import Kernel
import Platform
import Store
import TestKit

@testable import Wellness

/// Two small organisations with their administrators, somebody without one, and two super administrators.
///
/// Everyone except the super administrators has agreed to the diary, assessments and aggregation; nobody to messages.
func cast(
    limits: Bool = false,
    dependencies: (inout Dependencies) -> Void = { _ in }
) async throws -> World {
    try await World(
        wellness,
        cast: "wellness",
        limits: limits,
        cast: castPeople,
        dependencies: dependencies
    )
}

@Sendable func castPeople(at site: Site) async throws {
    let password = try await DemoPerson.password(at: site)
    try await site.db.write { tx in
        for organization in [DemoOrganization.small, .other] {
            _ = try organization.found(with: password, at: site, tx)
        }
        for person in DemoOrganization.independent { _ = try person.enrol(with: password, at: site, tx) }
    }
}

// swift-format-ignore
extension Person {
    /// Member of Aurora, in its department Platform below Engineering, at the site rome.
    static let anna  = Person("anna",  email: "anna.verdi@example.com")
    /// Administrator of Aurora, in no department.
    static let bruno = Person("bruno", email: "bruno.neri@example.com", authenticator: DemoPerson.authenticator)
    /// Member of Borealis, in its department Care.
    static let carla = Person("carla", email: "carla.russo@example.com")
    /// Administrator of Borealis.
    static let greta = Person("greta", email: "greta.bianchi@example.com", authenticator: DemoPerson.authenticator)
    /// Has a diary and no organisation.
    static let dario = Person("dario", email: "dario.costa@example.com")
    /// Super administrator.
    static let elena = Person("elena", email: "elena.ferri@example.com", authenticator: DemoPerson.authenticator)
    /// The other super administrator.
    static let fabio = Person("fabio", email: "fabio.longo@example.com", authenticator: DemoPerson.authenticator)
}

// swift-format-ignore
extension DemoOrganization {
    static let small = DemoOrganization(
        name: "Aurora",
        sites: [("rome", "Rome"), ("milan", "Milan")],
        departments: [("Engineering", nil), ("Platform", "Engineering"), ("Sales", nil)],
        seats: 10,
        people: [
            DemoPerson(email: "anna.verdi@example.com", firstName: "Anna", lastName: "Verdi", department: "Platform", site: "rome"),
            DemoPerson(email: "bruno.neri@example.com", firstName: "Bruno", lastName: "Neri", role: .businessAdmin),
        ]
    )
    static let other = DemoOrganization(
        name: "Borealis",
        departments: [("Care", nil)],
        seats: 10,
        people: [
            DemoPerson(email: "carla.russo@example.com", firstName: "Carla", lastName: "Russo", department: "Care"),
            DemoPerson(email: "greta.bianchi@example.com", firstName: "Greta", lastName: "Bianchi", role: .businessAdmin),
        ]
    )
}

extension World {
    func id(of person: Person) async throws -> String { try await account(of: person).description }

    func account(of person: Person) async throws -> ID<Account> {
        try await named(person.email, "SELECT id FROM account WHERE email = \(person.email)")
    }

    func organization(_ name: String) async throws -> String { try await organizationID(name).description }

    func organizationID(_ name: String) async throws -> ID<Organization> {
        try await named(name, "SELECT id FROM organization WHERE name = \(name)")
    }

    func department(_ name: String) async throws -> String { try await departmentID(name).description }

    func departmentID(_ name: String) async throws -> ID<Department> {
        try await named(name, "SELECT id FROM department WHERE name = \(name)")
    }

    private func named<Entity>(_ name: String, _ query: SQL) async throws -> ID<Entity> {
        let id = try await db.read { tx in try tx.value(query, as: ID<Entity>.self) }
        guard let id else { throw TestFailure("nothing is called \(name)") }
        return id
    }

    /// Another account, with the same password as all.
    @discardableResult
    func enrol(_ name: String, as role: Role = .user) async throws -> Person {
        let email = "\(name)@example.com"
        let needsCode = role != .user
        let person = DemoPerson(email: email, firstName: name, lastName: "Test", role: role)
        let password = try await DemoPerson.password(at: site)
        try await db.write { [site] tx in _ = try person.enrol(with: password, at: site, tx) }
        return Person(name, email: email, authenticator: needsCode ? DemoPerson.authenticator : nil)
    }

    /// Another account that has been a member of the organisation for a year.
    @discardableResult
    func enrol(
        _ name: String,
        into organization: String,
        _ department: String? = nil,
        at place: String? = nil,
        as role: Role = .user
    ) async throws -> Person {
        let person = try await enrol(name, as: role)
        let (account, unit) = (try await account(of: person), try await organizationID(organization))
        let part = if let department { try await departmentID(department) } else { ID<Department>?.none }
        try await db.write { tx in
            try DemoOrganization.join(
                account,
                as: role,
                unit,
                part,
                place,
                invited: person.email,
                since: tx.now - DemoOrganization.age,
                tx
            )
        }
        return person
    }

    /// Agrees to a purpose, or withdraws the consent.
    @discardableResult
    func consent(_ person: Person, to purpose: String, granted: Bool = true) async throws -> TestResponse {
        let answer: JSONValue = [
            "purpose": .string(purpose), "policy_version": "2026-01", "granted": .bool(granted),
        ]
        return try await self.as(person).post("/api/v1/users/me/consents", ["consents": [answer]])
    }

    /// Writes an entry of the diary, for today by default; returns the answer.
    @discardableResult
    func log(
        _ person: Person,
        _ domain: String = "mood",
        _ score: Int? = 7,
        on date: String? = nil,
        note: String? = nil
    ) async throws -> TestResponse {
        let today = wellness.zone.civil(clock.now).date
        var body: JSONObject = ["domain": .string(domain), "local_date": .string(date ?? today.description)]
        if let score { body["score"] = .integer(Int64(score)) }
        if let note { body["note"] = .string(note) }
        return try await self.as(person).post("/api/v1/wellness/logs", .object(body))
    }
}
