import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct UsersTests {
    private func names(_ query: String, in world: World) async throws -> [String] {
        let list = try await world.as(.ada).get("/api/v1/admin/users?\(query)&limit=100")
        return (list["data"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }.sorted()
    }

    @Test func `an administrator lists accounts by role, state, region and words`() async throws {
        let world = try await castMarketplace()
        let region = try await world.region("New York")

        #expect(try await names("role=customer", in: world) == ["Carl Jones", "Cora Diaz"])
        #expect(try await names("status=suspended", in: world) == [])
        #expect(
            try await names("region_id=\(region)", in: world)
                == ["Lina Costa", "Paul Reed", "Pete O'Neil", "Pia Novak"]
        )
        #expect(try await names("q=jones%20car", in: world) == ["Carl Jones"])
        #expect(try await names("q=5550103", in: world) == ["Pia Novak"])
    }

    @Test func `an account is shown with its provider or regions`() async throws {
        let world = try await castMarketplace()

        let pia = try await world.as(.ada).get("/api/v1/admin/users?q=novak")["data"]?[0]
        let lina = try await world.as(.ada).get("/api/v1/admin/users?q=lina")["data"]?[0]

        #expect(try await pia?["provider_id"] == .string(world.provider(of: .pia).description))
        #expect(pia?["role"] == "provider" && pia?["regions"] == nil)
        #expect(try await lina?["regions"] == [.string(world.region("New York").description)])
    }

    @Test func `nobody else lists accounts, and unknown parameters are refused`() async throws {
        let world = try await castMarketplace()

        for person in [Person.carl, .pia, .lina] {
            #expect(try await world.as(person).get("/api/v1/admin/users").status == 403)
        }
        #expect(try await world.as(.ada).get("/api/v1/admin/users?colour=red").status == 422)
        #expect(try await world.as(.ada).get("/api/v1/admin/users?role=king").status == 422)
    }

    @Test func `local managers and administrators come by invitation, others do not`() async throws {
        let world = try await castMarketplace()
        func invite(_ role: String) async throws -> TestResponse {
            try await world.as(.ada).post(
                "/api/v1/admin/invitations",
                [
                    "email": .string("\(role)@example.com"), "role": .string(role), "first_name": "Max",
                    "last_name": "Stern",
                ]
            )
        }

        let answers = try await [invite("lsm"), invite("admin"), invite("customer"), invite("provider")]
        let token = try await world.mailedToken(to: "lsm@example.com")
        let accepted = try await world.anonymous.post(
            "/api/v1/auth/accept-invitation",
            ["token": .string(token), "password": "una frase che ricordo"]
        )

        #expect(answers.map(\.status) == [201, 201, 422, 422], "\(answers)")
        #expect(accepted.status == 201 && accepted["role"] == "lsm", "\(accepted)")
        #expect(try await names("role=lsm", in: world).contains("Max Stern"))
    }
}
