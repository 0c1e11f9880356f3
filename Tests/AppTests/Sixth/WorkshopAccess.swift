import Kernel
import Platform
import Store
import TestKit

/// Giulia and Luca ride, Marco mends, Sara owns the workshop.
func aWorkshop() async throws -> World {
    try await World(workshop, cast: "crew", cast: hire)
}

@Sendable private func hire(_ site: Site) async throws {
    let crew: [(Person, Role)] = [
        (.giulia, .rider), (.luca, .rider), (.marco, .mechanic), (.sara, .owner),
    ]
    for (person, role) in crew {
        _ = try await Accounts.createStaff(
            email: EmailAddress(parsing: person.email),
            password: Password(person.password),
            role: role,
            locale: .english,
            by: .system,
            at: site
        )
    }
}

/// Luca is the stranger here, to what is Giulia's.
let workshopAccess = AccessSuite(
    workshop,
    cast: [(.luca, .rider), (.marco, .mechanic), (.sara, .owner)],
    freshness: Freshness(
        always: Freshness.ofPlatform(under: workshop.root),
        inPart: ["DELETE \(workshop.root)/users/me/account"],
        delicate: [],
        plain: []
    ),
    file: .init("a.txt", "text/plain", []),
    fill: hire
) {
    AccessObject(Repair.self, "a repair", of: .giulia) { try await $0.repair(of: .giulia) }
    AccessObject(Repair.self, "a repair", of: .luca) { try await $0.repair(of: .luca) }
    AccessObject(Account.self, "Luca himself", of: .luca) { try await $0.account(of: .luca).description }
    AccessObject.ofPlatform(.giulia, .luca, .marco, .sara)
    AccessObject.ofAdministration(by: .sara)
}

extension World {
    /// A repair requested by the person.
    func repair(of person: Person) async throws -> String {
        try await self.as(person).post("/api/v1/repairs", ["fault": "The brakes squeak"]).made
    }

    func move(_ repair: String, to status: JSONValue, as person: Person) async throws -> TestResponse {
        try await self.as(person).patch("/api/v1/repairs/\(repair)", ["status": status])
    }

    func account(of person: Person) async throws -> ID<Account> {
        let id: ID<Account>? = try await db.read { tx in
            try tx.value("SELECT id FROM account WHERE email = \(person.email)")
        }
        guard let id else { throw TestFailure("\(person.name) has no account") }
        return id
    }

    func frames() async throws -> [String] {
        try await db.read { tx in try tx.values("SELECT frame FROM bicycle") }
    }
}
