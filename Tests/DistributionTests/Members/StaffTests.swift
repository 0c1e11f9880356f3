import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite struct StaffTests {
    private let sara = Person("sara", email: "sara@example.com", password: "تسعة غزلان تركض")

    @Test func `who accepts an invitation is seen by the others, and can be dismissed`() async throws {
        let world = try await market()
        let invitation: JSONValue = [
            "email": .string(sara.email), "role": "super_admin", "first_name": "Sara", "last_name": "Amin",
        ]
        #expect(try await world.as(.noor).post("/api/admin/invitations", invitation).status == 201)
        let token = try await world.mailedToken(to: sara.email)
        let accepted = try await world.anonymous.post(
            "/api/auth/accept-invitation",
            ["token": .string(token), "password": .string(sara.password)]
        )
        #expect(accepted.status == 201)

        let me = try await world.as(sara).get("/api/auth/me")
        let listed = try await world.as(.noor).get("/api/admins?role=super_admin")
        let path = "/api/admins/\(try #require(me.id))"
        let shut = try await world.as(.noor).patch("\(path)/active", ["is_active": false])

        #expect(me["name"] == "Sara Amin")
        #expect(listed["data"]?.arrayValue?.contains { $0["name"] == "Sara Amin" } == true)
        #expect(shut["is_active"] == false)
    }

    @Test func `vendors are let in by their company, not by an invitation or a command`() async throws {
        let world = try await market()
        let invited = try await world.as(.noor).post(
            "/api/admin/invitations",
            ["email": .string(sara.email), "role": "vendor", "first_name": "S", "last_name": "A"]
        )
        #expect(invited.faults == ["/role": "not_invitable"])
        await #expect(throws: Problem.self) { try await hire(.vendor, in: world) }
    }

    @Test func `the first administrator, whom a command lets in, knows who they are`() async throws {
        let world = try await market()
        try await hire(.superAdmin, in: world)

        let me = try await world.as(sara).get("/api/auth/me")

        #expect(me.status == 200 && me["name"] == "sara")
        #expect(try await world.as(.noor).get("/api/admins/\(me.id ?? "")").status == 200)
    }

    @Test func `those who came in before there were profiles get one`() async throws {
        let world = try await market()
        try await hire(.superAdmin, in: world)
        try await world.db.write { tx in try tx.execute("DELETE FROM member WHERE name = 'sara'") }
        #expect(try await world.as(sara).get("/api/auth/me").status == 404)

        try await world.db.write { tx in try tx.execute(SQL(stringLiteral: Staff.everyoneElse)) }

        #expect(try await world.as(sara).get("/api/auth/me")["name"]?.stringValue == sara.email)
    }

    private func hire(_ role: Role, in world: World) async throws {
        _ = try await Accounts.createStaff(
            email: EmailAddress(parsing: sara.email),
            password: Password(sara.password),
            role: role,
            locale: .arabic,
            by: .system,
            at: world.site
        )
    }
}
