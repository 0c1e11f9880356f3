import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("the catalogue's caches")
struct CatalogueCacheTests {
    @Test func `an answer that has not changed is not sent again; one that has, is`() async throws {
        let world = try await market()
        let id = try await world.product("FUR-TEA-450")
        for path in ["/api/products", "/api/products/\(id)", "/api/categories"] {
            let first = try await world.anonymous.get(path)
            let tag = try #require(first.header("ETag"))
            #expect(first.header("Cache-Control") == "public, max-age=30", "\(path)")
            let again = try await world.anonymous.get(path, headers: ["If-None-Match": tag])
            #expect(again.status == 304 && again.body.isEmpty, "\(path)")
            let english = try await world.anonymous.get(
                path,
                headers: ["If-None-Match": tag, "Accept-Language": "en"]
            )
            #expect(english.status == 200, "\(path) in another language")
        }
        let path = "/api/products/\(id)"
        let tag = try #require(try await world.as(.hassan).get(path).header("ETag"))
        let sold = try await world.as(.hassan).patch("\(path)/stock", ["change": -1, "kind": "damage"])
        #expect(sold.status == 200 && sold["stock"] == 79)
        let now = try await world.as(.hassan).get(path, headers: ["If-None-Match": tag])
        #expect(now.status == 200 && now["stock"] == 79 && now["version"] == 1)
        #expect(now.header("Cache-Control") == "private, max-age=0")
    }

    @Test func `nobody is shown what they have changed as it was, whatever they changed`() async throws {
        let world = try await market()
        func seen(_ path: String = "/api/products?limit=100") async throws -> [JSONValue] {
            let first = try await world.anonymous.get(path)
            let second = try await world.anonymous.get(path)
            #expect(first.text == second.text)
            return first["data"]?.arrayValue ?? []
        }
        func tea() async throws -> JSONValue? { try await seen().first { $0["sku"] == "FUR-TEA-450" } }
        let id = try await world.product("FUR-TEA-450")
        let path = "/api/products/\(id)"
        #expect(try await tea()?["price"] == 5750)
        #expect(try await world.as(.noor).put(path, ["price": 6000]).status == 200)
        #expect(try await tea()?["price"] == 6000)
        #expect(try await world.as(.noor).patch("\(path)/stock", ["change": 5]).status == 200)
        #expect(try await world.as(.omar).get(path)["stock"] == 85)
        #expect(try await seen("/api/products?in_stock=false").count == 1)
        #expect(try await world.as(.noor).patch("\(path)/stock", ["stock": 0]).status == 200)
        #expect(try await seen("/api/products?in_stock=false").count == 2)
        #expect(try await tea()?["in_stock"] == false)
        let drinks = try await world.category("Drinks")
        #expect(
            try await world.as(.noor).put("/api/categories/\(drinks)", ["is_active": false]).status == 200
        )
        #expect(try await tea() == nil)
        #expect(try await seen("/api/categories").count == 3)
        #expect(try await world.as(.noor).put("/api/categories/\(drinks)", ["is_active": true]).status == 200)
        #expect(try await tea() != nil)
        try await world.db.write { tx in try tx.execute("UPDATE company SET is_active = \(false)") }
        #expect(try await seen().isEmpty, "from any writer")
    }

    @Test func `a reader during writes never gets older data than before`() async throws {
        let world = try await market()
        let id = try await world.product("FUR-TEA-450")
        _ = try await world.token(of: .noor)
        for round in 0..<10 {
            async let readers = world.atOnce(6) { _ in try await world.anonymous.get("/api/products") }
            let price = 6_000 + round
            let changed = try await world.as(.noor).put(
                "/api/products/\(id)",
                ["price": .integer(Int64(price))]
            )
            #expect(changed.status == 200)
            let after = try await world.anonymous.get("/api/products")
            let tea = after["data"]?.arrayValue?.first { $0["sku"] == "FUR-TEA-450" }
            #expect(tea?["price"] == .integer(Int64(price)))
            #expect(try await readers.allSatisfy { $0.status == 200 })
        }
    }

    @Test func `the memory forgets what nobody uses, and keeps nothing older than it has`() {
        let localCache = LocalCache(entries: 10)
        for number in 0..<100 { localCache.keep(number, under: "\(number)", generation: 1) }
        #expect((0..<100).count { localCache.recall("\($0)", as: Int.self) != nil } <= 10)
        #expect(localCache.recall("99", as: Int.self)?.value == 99)
        localCache.keep(5, under: "99", generation: 3)
        localCache.keep(4, under: "99", generation: 2)
        #expect(localCache.recall("99", as: Int.self)?.value == 5)
        #expect(localCache.recall("99", as: String.self) == nil)
    }
}
