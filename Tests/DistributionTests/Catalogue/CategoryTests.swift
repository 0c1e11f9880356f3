import Kernel
import TestKit
import Testing

@testable import Distribution

@Suite("categories")
struct CategoryTests {
    @Test func `a tree without circles, kept by super admins; what is hidden hides what is below it`()
        async throws
    {
        let world = try await market()
        let all = try await world.anonymous.get("/api/categories", headers: ["Accept-Language": "en"])
        let titles = (all["data"]?.arrayValue ?? []).compactMap { $0["title"]?.stringValue }
        #expect(Set(titles) == ["Food", "Rice and pulses", "Drinks", "Cleaning"])
        let (food, rice) = (try await world.category("Food"), try await world.category("Rice and pulses"))
        let admin = world.as(.noor)
        #expect(try await world.as(.ali).post("/api/categories", ["name": ["ar": "جديد"]]).status == 403)
        let circle = try await admin.put("/api/categories/\(food)", ["parent_id": .string(rice)])
        #expect(circle.faults == ["/parent_id": "below_itself"])
        let itself = try await admin.put("/api/categories/\(food)", ["parent_id": .string(food)])
        #expect(itself.faults == ["/parent_id": "below_itself"])

        let basmati = try await admin.post(
            "/api/categories",
            ["name": ["ar": "بسمتي", "en": "Basmati"], "parent_id": .string(rice)]
        )
        #expect(basmati.status == 201 && basmati["level"] == 2)
        let detail = try await world.anonymous.get("/api/categories/\(try #require(basmati.id))")
        #expect(detail["path"]?.arrayValue?.count == 3)

        #expect(try await admin.put("/api/categories/\(food)", ["is_active": false]).status == 200)
        #expect(try await world.anonymous.get("/api/categories")["data"]?.arrayValue?.count == 1)
        #expect(try await world.anonymous.get("/api/categories/\(rice)").status == 404)
        #expect(try await world.anonymous.get("/api/products").skus.allSatisfy { $0.hasPrefix("FUR-") })
        #expect(try await world.anonymous.get("/api/products").skus.count == 2)
    }

    @Test func `one that is used stays; an empty one goes`() async throws {
        let world = try await market()
        let admin = world.as(.noor)
        for name in ["Food", "Drinks"] {
            let path = "/api/categories/\(try await world.category(name))"
            #expect(try await admin.delete(path).problem == .categoryInUse)
        }
        let empty = try #require(try await admin.post("/api/categories", ["name": ["ar": "فارغ"]]).id)
        #expect(try await admin.delete("/api/categories/\(empty)").status == 204)
        #expect(try await admin.get("/api/categories/\(empty)").status == 404)
    }

    @Test func `a category goes, or gets its product, but never both`() async throws {
        let world = try await market()
        _ = try await (world.token(of: .noor), world.token(of: .hassan))
        for round in 0..<8 {
            let category = try #require(
                try await world.as(.noor).post("/api/categories", ["name": ["ar": "سباق"]]).id
            )
            let body = try await world.newProduct("RACE-\(round)").with(["category_id": .string(category)])
            let answers = try await world.atOnce(2) { index in
                index == 0
                    ? try await world.as(.noor).delete("/api/categories/\(category)")
                    : try await world.as(.hassan).post("/api/vendors/products", body)
            }
            let statuses = answers.map(\.status)
            #expect([[204, 422], [204, 409], [409, 201]].contains(statuses), "\(answers)")
        }
    }

    @Test func `two who put each below the other at once do not close a circle`() async throws {
        let world = try await market()
        _ = try await world.token(of: .noor)
        for _ in 0..<6 {
            let first = try #require(
                try await world.as(.noor).post("/api/categories", ["name": ["ar": "أ"]]).id
            )
            let second = try #require(
                try await world.as(.noor).post("/api/categories", ["name": ["ar": "ب"]]).id
            )
            let answers = try await world.atOnce(2) { index in
                let (one, other) = index == 0 ? (first, second) : (second, first)
                return try await world.as(.noor).put("/api/categories/\(one)", ["parent_id": .string(other)])
            }
            #expect(answers.map(\.status).sorted() == [200, 422], "\(answers)")
        }
    }
}
