import Kernel
import Store
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

    @Test func `siblings are put in order in one call`() async throws {
        let world = try await market()
        let admin = world.as(.noor)
        let (food, cleaning) = (try await world.category("Food"), try await world.category("Cleaning"))
        let (rice, drinks) = (try await world.category("Rice and pulses"), try await world.category("Drinks"))
        let sweets = try #require(
            try await admin.post(
                "/api/categories",
                ["name": ["ar": "حلويات"], "parent_id": .string(food), "is_active": false]
            ).id
        )

        let below = try await admin.put(
            "/api/categories/order",
            ["parent_id": .string(food), "ids": list([sweets, drinks, rice])]
        )
        let roots = try await admin.put("/api/categories/order", ["ids": list([cleaning, food])])

        #expect(below.status == 200 && roots.status == 200, "\(below) \(roots)")
        let rows = below["data"]?.arrayValue ?? []
        #expect(rows.compactMap { $0["id"]?.stringValue } == [sweets, drinks, rice])
        #expect(rows.compactMap { $0["position"] } == [0, 1, 2] && rows.allSatisfy { $0["level"] == 1 })
        #expect(try await admin.get("/api/categories").ids == [cleaning, food, sweets, drinks, rice])
        #expect(try await world.anonymous.get("/api/categories").ids == [cleaning, food, drinks, rice])
        #expect(try await world.moves() == 3, "a category in its old position has not changed")
        #expect(rows.compactMap { $0["version"] } == [1, 2, 2])

        let again = try await admin.put("/api/categories/order", ["ids": list([cleaning, food])])
        #expect(again["data"] == roots["data"])
        #expect(try await world.moves() == 3)
        for person in [Person.hassan, .ali] {
            let body: JSONValue = ["ids": list([cleaning, food])]
            #expect(try await world.as(person).put("/api/categories/order", body).status == 403)
        }
    }

    @Test func `a list that forgets a sibling is refused`() async throws {
        let world = try await market()
        let admin = world.as(.noor)
        let path = "/api/categories/order"
        let (food, cleaning) = (try await world.category("Food"), try await world.category("Cleaning"))
        let rice = try await world.category("Rice and pulses")
        let before = try await admin.get("/api/categories").ids

        let forgetful = try await admin.put(path, ["ids": list([food])])
        #expect(forgetful.problem == .stale && forgetful["missing_ids"] == list([cleaning]))
        let wrong = try await admin.put(path, ["ids": list([cleaning, cleaning, rice, food])])
        #expect(wrong.faults == ["/ids/1": "named_twice", "/ids/2": "not_at_this_level"])
        let nowhere: JSONValue = .string(ID<Never>(raw: 9).description)
        let unknown = try await admin.put(path, ["parent_id": nowhere, "ids": []])
        #expect(unknown.faults == ["/parent_id": "unknown"])
        let roots = try await world.roots()
        let outdated = try await admin.put(
            path,
            ["ids": list(roots), "expected_ids": list([roots[1], roots[0]])]
        )
        #expect(outdated.problem == .stale)

        #expect(try await admin.get("/api/categories").ids == before)
        #expect(try await world.moves() == 0)
    }

    @Test func `of two reorders at once one is told`() async throws {
        let world = try await market()
        for name in ["أ", "ب"] {
            _ = try await world.as(.noor).post("/api/categories", ["name": ["ar": .string(name)]])
        }
        for _ in 0..<4 {
            let before = try await world.roots()
            let choices = orders(of: before)
            let answers = try await world.atOnce(6) { index in
                try await world.as(.noor).put(
                    "/api/categories/order",
                    ["ids": list(choices[index % 2]), "expected_ids": list(before)]
                )
            }
            #expect(answers.statuses == [200: 1, 412: 5], "\(answers)")
            let winner = try #require(answers.firstIndex { $0.status == 200 })
            #expect(try await world.roots() == choices[winner % 2])
        }
    }

    @Test func `reorders at once that expect nothing follow each other and never mix`() async throws {
        let world = try await market()
        for name in ["أ", "ب"] {
            _ = try await world.as(.noor).post("/api/categories", ["name": ["ar": .string(name)]])
        }
        let before = try await world.roots()
        let choices = orders(of: before)
        let answers = try await world.atOnce(6) { index in
            try await world.as(.noor).put("/api/categories/order", ["ids": list(choices[index % 2])])
        }
        #expect(answers.statuses == [200: 6], "\(answers)")
        let after = try await world.roots()
        #expect(choices.contains(after))
    }
}

/// Two orders that differ from the given one.
private func orders(of ids: [String]) -> [[String]] {
    [ids.reversed(), Array(ids.dropFirst() + ids.prefix(1))]
}

private func list(_ ids: [String]) -> JSONValue { .array(ids.map { .string($0) }) }

extension World {
    /// The categories at the root, in their order.
    fileprivate func roots() async throws -> [String] {
        let all = try await self.as(.noor).get("/api/categories")["data"]?.arrayValue ?? []
        return all.filter { $0["level"] == 0 }.compactMap { $0["id"]?.stringValue }
    }

    /// The audited changes of categories.
    fileprivate func moves() async throws -> Int {
        try await countRows("SELECT COUNT(*) FROM audit_entry WHERE action = 'distribution.category.change'")
    }
}

extension TestResponse {
    fileprivate var ids: [String] { (self["data"]?.arrayValue ?? []).compactMap { $0["id"]?.stringValue } }
}
