import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("addresses")
struct AddressTests {
    @Test func `an address is kept, changed and given up; one is always the default`() async throws {
        let world = try await market()
        let omar = world.as(.omar)
        let first = try await world.addAddress(of: .omar)
        let second = try await world.addAddress(
            of: .omar,
            ["label": "المخزن", "location": ["latitude": 33.3, "longitude": 44.4]]
        )
        #expect(try await omar.get("/api/addresses/\(first)")["is_default"] == true)
        #expect(try await omar.get("/api/addresses/\(second)")["location"]?["latitude"] == .number(33.3))
        let changed = try await omar.put(
            "/api/addresses/\(second)",
            ["street": "شارع فلسطين"],
            headers: ["If-Match": "\"1\""]
        )
        #expect(changed["street"] == "شارع فلسطين")
        let late = try await omar.put(
            "/api/addresses/\(second)",
            ["street": "x"],
            headers: ["If-Match": "\"1\""]
        )
        #expect(late.status == 412)
        #expect(try await omar.patch("/api/addresses/\(second)/default")["is_default"] == true)
        #expect(try await omar.get("/api/addresses/\(first)")["is_default"] == false)
        #expect(try await omar.delete("/api/addresses/\(second)").status == 204)
        #expect(try await omar.get("/api/addresses/\(first)")["is_default"] == true)
        #expect(try await omar.get("/api/addresses")["data"]?.arrayValue?.count == 1)
    }

    @Test func `someone else's is not there, and who sells has none`() async throws {
        let world = try await market()
        let id = try await world.addAddress(of: .omar)
        let zainab = world.as(.zainab)
        #expect(try await zainab.get("/api/addresses/\(id)").status == 404)
        #expect(try await zainab.put("/api/addresses/\(id)", ["city": "x"]).status == 404)
        #expect(try await zainab.delete("/api/addresses/\(id)").status == 404)
        #expect(try await zainab.patch("/api/addresses/\(id)/default").status == 404)
        #expect(try await world.as(.hassan).get("/api/addresses").status == 403)
        #expect(try await world.anonymous.get("/api/addresses").status == 401)
    }

    @Test func `an invalid address is refused with all of its faults`() async throws {
        let world = try await market()
        let answer = try await world.as(.omar).post(
            "/api/addresses",
            [
                "recipient": " ", "phone": "12", "street": "x",
                "location": ["latitude": 33.3, "longitude": 44.4],
            ]
        )
        #expect(answer.status == 422)
        #expect(Set(answer.faults.keys) == ["/recipient", "/phone", "/city"], "\(answer)")
        for location: JSONValue in [
            ["latitude": 90.5, "longitude": 44.4], ["latitude": 33.3, "longitude": -181],
            ["latitude": 1e300, "longitude": 0], ["latitude": 33.3], "Baghdad",
        ] {
            let refused = try await world.as(.omar).post(
                "/api/addresses",
                ["recipient": "a", "city": "b", "street": "c", "location": location]
            )
            #expect(refused.status == 422, "\(location) \(refused)")
        }
    }

    @Test func `after forty simultaneous changes, one address is the default`() async throws {
        let world = try await market()
        let answers = try await world.atOnce(20) { index in
            try await world.as(.omar).post(
                "/api/addresses",
                ["recipient": "a", "city": "b", "street": "\(index)", "is_default": .bool(index % 2 == 0)]
            )
        }
        #expect(answers.statuses == [201: 20])
        let ids = answers.compactMap(\.id)
        let moves = try await world.atOnce(20) { index in
            index % 3 == 0
                ? try await world.as(.omar).delete("/api/addresses/\(ids[index])")
                : try await world.as(.omar).patch("/api/addresses/\(ids[index])/default")
        }
        #expect(moves.allSatisfy { $0.status < 300 }, "\(moves.statuses)")
        let left = try await world.as(.omar).get("/api/addresses?limit=100")["data"]?.arrayValue ?? []
        #expect(left.count == 13)
        #expect(left.filter { $0["is_default"] == true }.count == 1)
    }

    @Test func `there are fifty at most`() async throws {
        let world = try await market()
        for _ in 0..<Address.most { try await world.addAddress(of: .omar) }
        let answer = try await world.as(.omar).post(
            "/api/addresses",
            ["recipient": "a", "city": "b", "street": "c"]
        )
        #expect(answer.problem == .tooManyAddresses)
    }
}
