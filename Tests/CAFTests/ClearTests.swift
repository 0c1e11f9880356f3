import Kernel
import TestKit
import Testing

@testable import CAF

/// Null clears a member that may be missing, and is refused for the others.
@Suite struct ClearTests {
    @Test func `a customer clears an address and a birthplace`() async throws {
        let world = try await office()
        let residence: JSONValue = [
            "street": "Via Roma 1", "city": "Milano", "province": "MI", "postal_code": "20124",
            "municipality_code": "F205",
        ]
        let given = try await world.as(.giulia).patch(
            "/users/me",
            ["residence": residence, "birthplace": "Roma"]
        )
        #expect(given["residence"]?["city"] == "Milano" && given["birthplace"] == "Roma")

        let cleared = try await world.as(.giulia).patch(
            "/users/me",
            ["residence": .null, "birthplace": .null]
        )
        let refused = try await world.as(.giulia).patch(
            "/users/me",
            ["first_name": .null, "codice_fiscale": .null]
        )

        #expect(cleared.status == 200 && cleared["residence"] == nil && cleared["birthplace"] == nil)
        #expect(refused.faults == ["/first_name": "wrong_type", "/codice_fiscale": "wrong_type"])
    }

    @Test func `a member of the family loses what nobody has to know`() async throws {
        let world = try await office()
        let member: JSONValue = [
            "first_name": "Paolo", "last_name": "Verdi", "codice_fiscale": "VRDPLA83A15H501G",
            "relationship": "spouse", "birth_date": "1983-01-15", "sex": "M",
        ]
        let id = try #require(try await world.as(.giulia).post("/users/me/family-members", member).id)
        let path = "/users/me/family-members/\(id)"

        let cleared = try await world.as(.giulia).patch(path, ["sex": .null])

        #expect(cleared.status == 200 && cleared["sex"] == nil && cleared["first_name"] == "Paolo")
        let refused = try await world.as(.giulia).patch(path, ["birth_date": .null])
        #expect(refused.faults == ["/birth_date": "wrong_type"])
    }
}
