import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import CAF

/// A codice fiscale can be reckoned from name, birth date and birthplace: writing one down proves nothing.
@Suite struct CodiceFiscaleClaimTests {
    private static let lucas = "BNCLCU78P03F205I"
    private static let free = "RSSMRA80A01H501U"

    @Test func `a known codice fiscale and a free one are answered alike`() async throws {
        let world = try await office()
        try await verify(.luca, world)
        let anna = try await newcomer(world)

        let taken = try await anna.patch("/users/me", ["codice_fiscale": .string(Self.lucas)] as JSONValue)
        let free = try await anna.patch("/users/me", ["codice_fiscale": .string(Self.free)] as JSONValue)

        #expect(taken.status == 200 && free.status == 200, "\(taken)")
        #expect(taken["codice_fiscale_verified"] == false && free["codice_fiscale_verified"] == false)
        #expect(taken.json.objectValue?.names == free.json.objectValue?.names)
        #expect(
            taken.headers.map { $0.name.lowercased() }.sorted()
                == free.headers.map { $0.name.lowercased() }.sorted()
        )
    }

    @Test func `whoever claims it does not keep its owner out, and the office decides`() async throws {
        let world = try await office()
        let anna = try await newcomer(world)
        #expect(
            try await anna.patch("/users/me", ["codice_fiscale": .string(Self.lucas)] as JSONValue).status
                == 200
        )
        let squatter = try await anna.get("/users/me").id ?? ""

        try await verify(.luca, world)

        let refused = try await world.as(.sara).post(
            "/admin/users/\(squatter)/codice-fiscale/verification",
            headers: ["If-Match": "*"]
        )
        #expect(refused.problem == .codiceFiscaleTaken)
        #expect(try await world.as(.luca).get("/users/me")["codice_fiscale_verified"] == true)
        #expect(try await world.audit().contains("caf.codice_fiscale.claim"))
        #expect(try await world.audit().contains("caf.codice_fiscale.verify"))
    }

    @Test func `what the office has checked is changed by the office alone, and checked again`() async throws
    {
        let world = try await office()
        try await verify(.luca, world)
        let path = "/users/\(try await world.id(of: .luca))"
        let other: JSONValue = ["codice_fiscale": "BNCLCU78P03H501F", "birthplace_code": "H501"]

        let own = try await world.as(.luca).patch("/users/me", other)
        #expect(own.problem == .codiceFiscaleVerified)
        let tag = try #require(try await world.as(.sara).get(path).header("ETag"))
        let office = try await world.as(.sara).patch(path, other, headers: ["If-Match": tag])

        #expect(office.status == 200, "\(office)")
        #expect(office["codice_fiscale_verified"] == false)
    }

    @Test func `a codice fiscale that was changed meanwhile is not the one that was checked`() async throws {
        let world = try await office()
        let anna = try await newcomer(world)
        let id = try await anna.get("/users/me").id ?? ""
        let path = "/admin/users/\(id)/codice-fiscale/verification"
        let seen = try #require(try await world.as(.sara).get("/users/\(id)").header("ETag"))
        _ = try await anna.patch("/users/me", ["codice_fiscale": .string(Self.lucas)] as JSONValue)

        #expect(try await world.as(.sara).post(path).status == 428)
        #expect(try await world.as(.sara).post(path, headers: ["If-Match": seen]).status == 412)
        #expect(try await anna.get("/users/me")["codice_fiscale_verified"] == false)
    }

    @Test func `three tries a day, however many come at once`() async throws {
        let world = try await office()
        let anna = try await newcomer(world)
        let codes = [Self.lucas, Self.free, "RSSMRA80A41H501Y", "BNCLCU78P03H501F", "RSSGLI85D52H501N"]

        let answers = try await world.atOnce(50) { index in
            try await anna.patch(
                "/users/me",
                ["codice_fiscale": .string(codes[index % codes.count])] as JSONValue
            )
        }

        let tries = try await world.audit().count { $0 == "caf.codice_fiscale.claim" }
        #expect(tries == 3, "\(answers.statuses)")
        #expect(answers.statuses[500] == nil && (answers.statuses[429] ?? 0) > 0)
    }

    @Test func `of two accounts checked at once for one codice fiscale one has it`() async throws {
        let world = try await office()
        let anna = try await newcomer(world)
        _ = try await anna.patch("/users/me", ["codice_fiscale": .string(Self.lucas)] as JSONValue)
        let ids = [try await anna.get("/users/me").id ?? "", try await world.id(of: .luca)]

        let answers = try await world.atOnce(50) { index in
            try await world.as(.sara).post(
                "/admin/users/\(ids[index % 2])/codice-fiscale/verification",
                headers: ["If-Match": "*"]
            )
        }

        #expect(answers.statuses[200] == 25 && answers.statuses[409] == 25, "\(answers.statuses)")
        let verified = try await world.db.read { tx in
            try tx.value(
                "SELECT COUNT(*) FROM profile WHERE codice_fiscale_verified_at IS NOT NULL",
                as: Int.self
            )
        }
        #expect(verified == 1)
    }

    private func verify(_ person: Person, _ world: World) async throws {
        let path = "/admin/users/\(try await world.id(of: person))/codice-fiscale/verification"
        #expect(try await world.as(.sara).post(path, headers: ["If-Match": "*"]).status == 200)
    }

    /// A customer of whom nothing contradicts any codice fiscale.
    private func newcomer(_ world: World) async throws -> TestClient {
        let body = CustomerTests.newcomer { body in
            for name in ["birth_date", "sex", "birthplace_code"] { body[name] = nil }
        }
        #expect(try await world.registered(body).status == 200)
        return world.as(Person("anna", email: "anna.neri@example.com", password: "una frase che ricordo"))
    }
}
