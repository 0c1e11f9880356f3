import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Marketplace

@Suite struct CustomerTests {
    private func path(_ person: Person, in world: World) async throws -> String {
        "/api/v1/customers/\(try await world.id(of: person))"
    }

    @Test func `a customer sees and changes the own record, the address sealed in the database`() async throws
    {
        let world = try await castMarketplace()
        let path = try await path(.carl, in: world)

        let changed = try await world.as(.carl).put(
            path,
            ["address": "7 Water Street", "point": ["lat": 40.7, "lon": -74], "phone": "+12125550111"]
        )
        let cleared = try await world.as(.carl).put(path, ["point": nil])

        #expect(changed.status == 200, "\(changed)")
        #expect(
            changed["name"] == "Carl Jones" && changed["first_name"] == "Carl" && changed["initial"] == "J"
        )
        #expect(changed["address"] == "7 Water Street" && changed["phone"] == "+12125550111")
        #expect(changed["point"]?["lat"]?.doubleValue == 40.7 && changed["n"] == 0)
        #expect(cleared["point"] == nil && cleared["address"] == "7 Water Street")
        let stored = try await world.db.read { tx in
            try tx.value("SELECT address FROM profile WHERE address IS NOT NULL", as: [UInt8].self)
        }
        #expect(stored.map { String(decoding: $0, as: UTF8.self).contains("Water") } == false)
    }

    @Test func `strangers, and providers without a shared job, do not find a customer`() async throws {
        let world = try await castMarketplace()
        let path = try await path(.carl, in: world)

        for person in [Person.cora, .pia, .lina, .leo] {
            #expect(try await world.as(person).get(path).status == 404, "\(person.name)")
        }
        #expect(try await world.as(.ada).get(path).status == 200)
        #expect(try await world.as(.ada).get("/api/v1/customers/nonsense").status == 404)
    }

    @Test func `a provider of a shared job sees the card, the region's manager everything`() async throws {
        let scene = try await MarketScene.open()
        let world = scene.world
        let path = try await path(.carl, in: world)
        _ = try await scene.quoted(scene.post())

        let card = try await world.as(.pia).get(path)
        let manager = try await world.as(.lina).get(path)

        #expect(card.status == 200 && card["first_name"] == "Carl" && card["initial"] == "J", "\(card)")
        #expect(card["name"] == nil && card["phone"] == nil && card["version"] == nil)
        #expect(manager.status == 200 && manager["name"] == "Carl Jones", "\(manager)")
        #expect(try await world.as(.pete).get(path).status == 404)
        #expect(try await world.as(.leo).get(path).status == 404)
    }

    @Test func `an administrator changes a customer with a reason, which the customer is told`() async throws
    {
        let world = try await castMarketplace()
        let path = try await path(.carl, in: world)

        let silent = try await world.as(.ada).put(path, ["name": "Karl Jones"])
        let changed = try await world.as(.ada).put(
            path,
            ["name": "Karl Jones", "reason": "He asked us by letter."]
        )
        try await world.runJobs()

        #expect(silent.status == 422 && silent.faults == ["/reason": "required"], "\(silent)")
        #expect(changed.status == 200 && changed["name"] == "Karl Jones", "\(changed)")
        #expect(world.mails(to: .carl).last?.text.contains("He asked us by letter.") == true)
        #expect(try await world.as(.lina).put(path, ["name": "X Y", "reason": "because"]).status == 403)
    }

    @Test func `a change of an old version is refused`() async throws {
        let world = try await castMarketplace()
        let path = try await path(.carl, in: world)
        let tag = try await world.as(.carl).get(path).header("etag") ?? ""

        let first = try await world.as(.carl).put(path, ["name": "One"], headers: ["If-Match": tag])
        let second = try await world.as(.carl).put(path, ["name": "Two"], headers: ["If-Match": tag])

        #expect(first.status == 200 && second.status == 412)
    }

    @Test(
        arguments: [
            (["point": ["lat": 91, "lon": 0]], "/point/lat"), (["point": ["lat": 1]], "/point/lon"),
            (["name": ""], "/name"), (["phone": "abc"], "/phone"), (["age": 5], "/age"),
        ] as [(JSONValue, String)]
    )
    func `wrong members are refused at their pointer`(body: JSONValue, pointer: String) async throws {
        let world = try await castMarketplace()

        let answer = try await world.as(.carl).put(path(.carl, in: world), body)

        #expect(answer.status == 422 && Array(answer.faults.keys) == [pointer], "\(answer)")
    }
}
