import Kernel
import Platform
import TestKit
import Testing

@Suite struct AcademyTests {
    private let head = Person("head", email: "head@example.com", password: "seven green giraffes")

    @Test func `organisations speak the words of their product`() async throws {
        let world = try await anAcademy()
        let school = try await world.as(.sara).post(
            "/api/organizations",
            ["name": "Liceo", "zone": "Europe/Rome"]
        )
        let path = "/api/organizations/\(school.id ?? "")"

        let unknown = try await world.invite(head, as: "business_admin", into: path)
        let early = try await world.invite(head, as: "pupil", into: path)
        let invited = try await world.invite(head, as: "head", into: path)
        let joined = try await world.anonymous.post(
            "/api/auth/accept-invitation",
            [
                "token": .string(world.mailedToken(to: head.email)), "password": .string(head.password),
                "first_name": "Hanna", "last_name": "Haupt",
            ]
        )
        let active = try await world.as(.sara).patch(path, ["state": "active"])
        let members = try await world.as(head).get("\(path)/members?role=head&q=haupt")

        #expect(school.status == 201 && school["report_policy"] == nil && school["sites"] == [])
        #expect(try await world.as(.sara).get("\(path)/subscription")["plan"] == "school")
        #expect(unknown.faults.keys.contains("/role"))
        #expect(early.faults == ["/role": "administrators_first"])
        #expect(invited.status == 201)
        #expect(joined.status == 201 && joined["role"] == "head", "\(joined)")
        #expect(active["state"] == "active", "\(active)")
        #expect(members["data"]?[0]?["first_name"] == "Hanna", "\(members)")
        #expect(
            try await world.as(head).delete("/api/users/me/account", ["password": .string(head.password)])
                .problem?.name == "last_administrator"
        )
    }

    @Test func `a product that does not list them has neither routes nor tables`() async throws {
        let world = try await aClub()

        #expect(try await world.as(.sara).get("/api/organizations").status == 404)
        #expect(!world.product.mappedTables.contains("organization"))
        #expect(try await !world.liveTables().contains("membership"))
    }
}

extension World {
    fileprivate func invite(_ person: Person, as role: String, into path: String) async throws -> TestResponse
    {
        try await self.as(.sara).post(
            "\(path)/invitations",
            ["email": .string(person.email), "role": .string(role)]
        )
    }
}
