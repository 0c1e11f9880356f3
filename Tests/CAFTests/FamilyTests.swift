import Kernel
import Platform
import TestKit
import Testing

@testable import CAF

@Suite struct FamilyTests {
    static let sofia: JSONValue = [
        "first_name": "Sofia", "last_name": "Verdi", "codice_fiscale": "VRDSFO14L48H501A",
        "relationship": "child",
        "birth_date": "2014-07-08",
    ]

    @Test func `someone is added, changed and removed`() async throws {
        let world = try await office()
        let giulia = world.as(.giulia)

        let added = try await giulia.post("/users/me/family-members", Self.sofia)
        let path = "/users/me/family-members/\(added.id ?? "")"
        let changed = try await giulia.patch(path, ["has_disability": true])
        let removed = try await giulia.delete(path)

        #expect(added.status == 201, "\(added)")
        #expect(changed["has_disability"] == true)
        #expect(changed["first_name"] == "Sofia")
        #expect(removed.status == 204)
        #expect(try await giulia.get("/users/me/family-members")["data"] == [])
    }

    @Test func `nobody stands twice in a family`() async throws {
        let world = try await office()
        let giulia = world.as(.giulia)
        _ = try await giulia.post("/users/me/family-members", Self.sofia)
        var herself = Self.sofia
        herself["codice_fiscale"] = "RSSGLI85D52H501N"
        herself["birth_date"] = "1985-04-12"

        let twice = try await giulia.post("/users/me/family-members", Self.sofia)
        let own = try await giulia.post("/users/me/family-members", herself)
        let elsewhere = try await world.as(.luca).post("/users/me/family-members", Self.sofia)

        #expect(twice.faults == ["/codice_fiscale": "taken_in_family"])
        #expect(own.faults == ["/codice_fiscale": "taken_in_family"])
        #expect(elsewhere.status == 201)
    }

    @Test func `a birth date must agree with the codice fiscale`() async throws {
        let world = try await office()
        var wrong = Self.sofia
        wrong["birth_date"] = "2014-07-09"

        let answer = try await world.as(.giulia).post("/users/me/family-members", wrong)

        #expect(Set(answer.faults.keys) == ["/birth_date"])
    }

    @Test func `a stranger's family is not there`() async throws {
        let world = try await office()
        let added = try await world.as(.giulia).post("/users/me/family-members", Self.sofia)
        let path = "/users/me/family-members/\(added.id ?? "")"

        #expect(try await world.as(.luca).get(path).status == 404)
        #expect(try await world.as(.luca).patch(path, ["first_name": "Eva"]).status == 404)
        #expect(try await world.as(.luca).delete(path).status == 404)
    }
}
