import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct RegistrationTests {
    static let nina = Person("nina", email: "nina.gallo@example.com", password: "una frase che ricordo")

    static let body: JSONValue = [
        "email": "nina.gallo@example.com", "name": "Nina  Gallo", "phone": "(212) 555-0177",
    ]

    @Test func `someone registers with a name, confirms the address and is a customer`() async throws {
        let world = try await castMarketplace()

        let asked = try await world.anonymous.post("/api/v1/auth/register", Self.body)
        let token = try await world.mailedToken(to: Self.nina.email)
        let account = try await world.anonymous.post(
            "/api/v1/auth/verify-email",
            ["token": .string(token), "password": .string(Self.nina.password)]
        )
        let profile = try await world.as(Self.nina).get("/api/v1/users/profile")

        #expect(asked.status == 202 && account.status == 200, "\(account)")
        #expect(profile.status == 200 && profile["name"] == "Nina Gallo", "\(profile)")
        #expect(profile["role"] == "customer" && profile["status"] == "active")
        #expect(profile["phone"] == "+12125550177" && profile["email_verified"] == true)
        #expect(profile["time_zone"] == "America/New_York" && profile["locale"] == "en")
        #expect(profile["customer"] == [:] && profile["provider"] == nil)
    }

    @Test func `a registration without a name is refused`() async throws {
        let world = try await castMarketplace()

        let answer = try await world.anonymous.post("/api/v1/auth/register", ["email": "x@example.com"])

        #expect(answer.status == 422 && answer.faults == ["/name": "required"])
    }

    @Test func `a known address is answered like any other`() async throws {
        let world = try await castMarketplace()
        var known = Self.body
        known["email"] = .string(Person.carl.email)

        let answers = [
            try await world.anonymous.post("/api/v1/auth/register", known),
            try await world.anonymous.post("/api/v1/auth/register", Self.body),
        ]

        #expect(answers.map(\.status) == [202, 202] && answers[0].text == answers[1].text)
    }
}
