import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct CategoryTests {
    @Test func `administrators add categories, below others too, and everybody lists them`() async throws {
        let world = try await castMarketplace()
        let home = try await world.category("Home")

        let made = try await add("Heating", below: home, in: world)
        let list = try await world.as(.carl).get("/api/v1/services?kind=category")
        let one = try await world.as(.carl).get("/api/v1/services/\(made.id ?? "")")

        #expect(made.status == 201 && made["kind"] == "category" && made["parent_id"] == .string(home))
        #expect(
            Set(list["data"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []) == [
                "Heating", "Garden", "Home",
            ]
        )
        #expect(one["name"] == "Heating" && one["kind"] == "category")
        #expect(try await world.services("services?category_id=\(home)", as: .carl).count == 3)
        #expect(try await world.services("services?category_id=\(home)&unit=hour", as: .carl) == ["Plumbing"])
        #expect(try await world.services("admin/services?status=approved", as: .ada).count == 4)
    }

    @Test func `a name is taken once below one parent, also by ten at once`() async throws {
        let world = try await castMarketplace()
        let token = try await world.token(of: .ada)

        let answers = try await world.atOnce(10) { _ in
            try await world.with(token: token).post("/api/v1/admin/services", ["name": "Heating"])
        }
        let again = try await add("HEATING", below: nil, in: world)
        let below = try await add("Heating", below: try await world.category("Home"), in: world)

        #expect(answers.statuses == [201: 1, 409: 9])
        #expect(again.status == 409 && again.problem == .nameTaken)
        #expect(below.status == 201)
    }

    @Test func `unknown parents, a tree too deep and other roles are refused`() async throws {
        let world = try await castMarketplace()
        var parent: String? = try await world.category("Home")
        for level in 2...5 { parent = try await add("Level \(level)", below: parent, in: world).id }

        let deep = try await add("Level 6", below: parent, in: world)
        let unknown = try await add(
            "Lost",
            below: ID<Marketplace.Category>.placeholder.description,
            in: world
        )

        #expect(deep.status == 422 && deep.faults == ["/parent_id": "too_deep"])
        #expect(unknown.status == 422 && unknown.faults == ["/parent_id": "unknown_category"])
        #expect(try await world.as(.lina).post("/api/v1/admin/services", ["name": "Mine"]).status == 403)
    }

    private func add(_ name: String, below parent: String?, in world: World) async throws -> TestResponse {
        var body: JSONObject = ["name": .string(name)]
        if let parent { body["parent_id"] = .string(parent) }
        return try await world.as(.ada).post("/api/v1/admin/services", .object(body))
    }
}
