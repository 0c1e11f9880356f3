import Kernel
import Platform
import TestKit
import Testing

@testable import Distribution

@Suite("wishes")
struct ShopListTests {
    @Test func `favourites are personal, and unique`() async throws {
        let world = try await market()
        let (tea, rice) = (try await world.product("FUR-TEA-450"), try await world.product("FUR-RICE-5"))
        let omar = world.as(.omar)
        _ = try await world.token(of: .omar)
        let added = try await world.atOnce(8) { _ in try await omar.post("/api/users/favorites/\(tea)") }
        #expect(added.statuses == [201: 8])
        #expect(try await omar.post("/api/users/favorites/\(rice)").status == 201)
        func mine() async throws -> [String] {
            let list = try await omar.get("/api/users/favorites")
            return (list["data"]?.arrayValue ?? []).compactMap { $0["product"]?["sku"]?.stringValue }
        }
        #expect(try await mine().sorted() == ["FUR-RICE-5", "FUR-TEA-450"])
        #expect(try await world.as(.zainab).get("/api/users/favorites")["data"] == [])
        #expect(try await world.as(.noor).delete("/api/products/\(rice)").status == 204)
        #expect(try await mine() == ["FUR-TEA-450"], "a deleted product is not a favourite")
        #expect(try await omar.delete("/api/users/favorites/\(tea)").status == 204)
        #expect(try await omar.delete("/api/users/favorites/\(tea)").status == 404)
        #expect(try await omar.post("/api/users/favorites/\(rice)").status == 404)
        #expect(try await world.as(.hassan).get("/api/users/favorites").status == 403)
    }

    @Test func `a product request is answered along its lifecycle, and its author is notified`() async throws
    {
        let world = try await market()
        let asked = try await world.as(.omar).post(
            "/api/needed-items",
            ["name": "زيت زيتون ٥ لتر", "quantity": 20]
        )
        #expect(asked.status == 201 && asked["status"] == "open")
        let path = "/api/needed-items/\(try #require(asked.id))"
        #expect(try await world.as(.zainab).get(path).status == 404)
        #expect(try await world.as(.rana).get(path).status == 404)
        #expect(try await world.as(.hassan).get(path).status == 403)
        #expect(try await world.as(.ali).get("/api/needed-items?status=open")["data"]?.arrayValue?.count == 1)
        #expect(try await world.as(.rana).get("/api/needed-items")["data"] == [])
        #expect(try await world.as(.omar).patch("\(path)/status", ["status": "planned"]).status == 403)
        let planned = try await world.as(.ali).patch(
            "\(path)/status",
            ["status": "planned", "answer": "نهاية الشهر"]
        )
        #expect(planned["status"] == "planned" && planned["version"] == 2)
        try await world.runJobs()
        #expect(world.mails(to: .omar).count == 1)
        #expect(
            try await world.as(.ali).patch("\(path)/status", ["status": "in_review"]).problem
                == .illegalTransition
        )
        #expect(try await world.as(.omar).delete(path).problem == .illegalTransition)
        let unknown: JSONValue = ["status": "available", "product_id": asked["id"] ?? .null]
        #expect(
            try await world.as(.ali).patch("\(path)/status", unknown).faults == ["/product_id": "unknown"]
        )
        let tea: JSONValue = .string(try await world.product("FUR-TEA-450").description)
        let done = try await world.as(.noor).patch(
            "\(path)/status",
            ["status": "available", "product_id": tea]
        )
        #expect(done["status"] == "available" && done["product_id"] == tea)
        let other = try #require(try await world.as(.omar).post("/api/needed-items", ["name": "شيء"]).id)
        #expect(try await world.as(.omar).delete("/api/needed-items/\(other)").status == 204)
        #expect(try await world.as(.omar).get("/api/needed-items/\(other)")["status"] == "withdrawn")
    }

    @Test func `of simultaneous answers, one succeeds`() async throws {
        let world = try await market()
        let id = try #require(try await world.as(.omar).post("/api/needed-items", ["name": "شيء"]).id)
        _ = try await world.token(of: .ali)
        let answers = try await world.atOnce(8) { index in
            let status: JSONValue = index.isMultiple(of: 2) ? "declined" : "available"
            return try await world.as(.ali).patch("/api/needed-items/\(id)/status", ["status": status])
        }
        #expect(answers.count { $0.status == 200 } == 1, "\(answers.statuses)")
        #expect(Set(answers.statuses.keys).isSubset(of: [200, 409, 412]))
    }
}
