import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct TutorSearchTests {
    @Test func `every word in name, subject or bio, the last may go on`() async throws {
        let scene = try await LessonScene.open()
        #expect(try await scene.found("") == ["Theo Grant", "Tina Rossi"])
        #expect(try await scene.found("q=tina") == ["Tina Rossi"])
        #expect(try await scene.found("q=ross") == ["Tina Rossi"], "the last word may go on")
        #expect(try await scene.found("q=ros%20tina") == [], "another may not")
        #expect(try await scene.found("q=tina%20liceo") == ["Tina Rossi"], "in the description")
        #expect(try await scene.found("q=fisica") == ["Theo Grant"], "a subject in Italian")
        #expect(try await scene.found("q=physics") == ["Theo Grant"], "and in English")
        #expect(try await scene.found("q=tess") == [], "not verified")
        #expect(try await scene.found("q=nobody") == [])
    }

    @Test func `name, subject, bio count 4:2:1`() async throws {
        let scene = try await LessonScene.open()
        _ = try await scene.world.enrolTutor("physics")
        let answer = try await scene.search("q=physics")
        let names = answer.names
        #expect(names == ["physics Test", "Theo Grant"], "the name counts more than the subject")
        let scores = (answer["data"]?.arrayValue ?? []).map { $0["score"]?.integerValue }
        #expect(scores == [1_000, 500])
        let parts = answer["data"]?.arrayValue?.last?["parts"]?.arrayValue ?? []
        #expect(parts.map { $0["name"]?.stringValue } == ["text", "rating"])
        #expect(parts.last?["value"] == .null, "unknown is null: \(parts)")
    }

    @Test func `filters by query`() async throws {
        let scene = try await LessonScene.open()
        let (theo, tina, both) = (["Theo Grant"], ["Tina Rossi"], ["Theo Grant", "Tina Rossi"])
        #expect(try await scene.found("subject=physics") == theo)
        #expect(try await scene.found("subject=mathematics") == both)
        #expect(try await scene.found("subject=mathematics&level=university") == both)
        #expect(try await scene.found("subject=mathematics&level=upper_secondary") == tina)
        #expect(try await scene.found("subject=mathematics&level=primary") == [])
        #expect(try await scene.found("language=en&language_level=C2") == theo)
        #expect(try await scene.found("price_max=3000") == tina)
        #expect(try await scene.found("price_min=3001") == theo)
        #expect(try await scene.found("country=US") == theo)
        #expect(try await scene.found("rating_min=3") == [])
        #expect(try await scene.search("sort=price").names == ["Tina Rossi", "Theo Grant"])
        for wrong in [
            "language_level=C1", "price_min=5&price_max=4", "free_from=2026-11-23T09:00:00Z", "rating_min=6",
            "sort=name",
        ] {
            #expect(try await scene.search(wrong).status == 422, "\(wrong)")
        }
    }

    @Test func `free_from and free_until ask the same rules as a booking`() async throws {
        let scene = try await LessonScene.open()
        let morning = "free_from=2026-11-23T08:00:00Z&free_until=2026-11-23T10:00:00Z"
        #expect(try await scene.found(morning) == ["Tina Rossi"], "nine to eleven in Rome")
        _ = try await scene.booked(LessonScene.rome(9, 30), lot: scene.lot())
        #expect(try await scene.found(morning) == [], "no hour is left")
        let night = "free_from=2026-11-23T20:00:00Z&free_until=2026-11-23T23:00:00Z"
        #expect(try await scene.found(night) == ["Theo Grant"])
    }

    @Test func `a page goes on where the last one ended`() async throws {
        let scene = try await LessonScene.open()
        for name in ["anna", "bruno", "carla"] { _ = try await scene.world.enrolTutor(name) }
        var (seen, path): ([String], String?) = ([], "limit=2")
        while let next = path {
            let answer = try await scene.search(next)
            seen += answer.names
            path = answer["page"]?["next_cursor"]?.stringValue.map { "limit=2&cursor=\($0)" }
            #expect(seen.count <= 5, "\(answer)")
        }
        #expect(seen.count == 5 && Set(seen).count == 5)
    }

    @Test func `bounds of the price leave a page in the order of its index, however many tutors there are`()
        async throws
    {
        let scene = try await LessonScene.open()
        var search = TutorSearch()
        (search.priceMin, search.priceMax) = (Ranged(1_000), Ranged(4_000))

        let plan = try await scene.world.db.write { [search] tx in
            guard tx.dialect == .sqlite else { return ["tutor_listing_rating"] }
            // As a hundred thousand tutors are counted.
            try tx.execute("ANALYZE")
            try tx.execute("UPDATE sqlite_stat1 SET stat = '100001 1' WHERE tbl = 'tutor'")
            let counts = [
                "tutor_listing_price": "600006 200002 100001 17 17 1",
                "tutor_listing_rating": "600006 200002 100001 4762 1 1 1",
                "sqlite_autoindex_tutor_listing_1": "600006 6 2 1",
            ]
            for (index, count) in counts {
                try tx.execute("UPDATE sqlite_stat1 SET stat = \(count) WHERE idx = \(index)")
            }
            try tx.execute("ANALYZE sqlite_schema")
            var steps: [String] = []
            try tx.forEach(
                "EXPLAIN QUERY PLAN \(search.query(for: tx.dialect)) ORDER BY rating_key DESC, tutor_id LIMIT 21"
            ) { row in
                row.skip(3)
                steps.append(try row.next())
            }
            return steps
        }

        #expect(plan.contains { $0.contains("tutor_listing_rating") }, "\(plan)")
        #expect(!plan.contains { $0.contains("ORDER BY") }, "\(plan)")
    }

    @Test func `a suspended tutor and a changed profile are followed at once`() async throws {
        let scene = try await LessonScene.open()
        let changed = try await scene.world.as(.tina).patch(
            "/api/v1/tutors/me",
            ["headline": "Geometry for all"]
        )
        #expect(changed.status == 200, "\(changed)")
        #expect(try await scene.found("q=geometry") == ["Tina Rossi"])
        let tutor = try await scene.world.tutor(of: .tina)
        try await scene.world.db.write { tx in
            try tx.execute("UPDATE tutor SET suspended_at = \(tx.now) WHERE id = \(tutor)")
        }
        #expect(try await scene.found("q=geometry") == [])
    }
}

extension LessonScene {
    fileprivate func search(_ query: String) async throws -> TestResponse {
        try await world.anonymous.get("\(Self.root)/tutors\(query.isEmpty ? "" : "?")\(query)")
    }

    /// The names that a search finds, sorted.
    fileprivate func found(_ query: String) async throws -> [String] {
        let answer = try await search(query)
        guard answer.status == 200 else { throw TestFailure("\(query): \(answer)") }
        return answer.names.sorted()
    }
}

extension TestResponse {
    fileprivate var names: [String] {
        (self["data"]?.arrayValue ?? []).compactMap { $0["name"]?.stringValue }
    }
}
