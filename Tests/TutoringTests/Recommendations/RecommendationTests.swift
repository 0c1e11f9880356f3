import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct RecommendationTests {
    @Test func `similar: c/sqrt(ni*nj) * c/(c+5), c >= 3`() throws {
        let values = [(6, 20, 15), (3, 9, 4), (12, 40, 30)].map {
            PackageSimilarity.value(common: $0.0, of: $0.1, and: $0.2) ?? 0
        }
        #expect(values.map { ($0 * 10_000).rounded() / 10_000 } == [0.189, 0.1875, 0.2445])
        #expect(PackageSimilarity.value(common: 2, of: 4, and: 4) == nil)
    }

    @Test func `cold: .5 subject + .3 (r-1)/4 + .2 (1 - price/dearest)`() async throws {
        let scene = try await LessonScene.open()
        let answer = try await scene.world.anonymous.get("/api/v1/packages/recommended?subject=mathematics")
        let first = answer["data"]?.arrayValue?.first
        #expect(answer.status == 200 && answer["material"] == nil, "\(answer)")
        #expect(first?["score"] == 0.5, "the only and the dearest one, without a rating")
        #expect(first?["package"]?["name"] == "Ten lessons of mathematics")
        let parts = (first?["parts"]?.arrayValue ?? []).map { $0["value"]?.integerValue }
        #expect(parts == [1_000, 0, 0])
        let other = try await scene.world.anonymous.get("/api/v1/packages/recommended?subject=physics")
        #expect(other["data"]?.arrayValue?.first?["score"]?.doubleValue == 0, "\(other)")
        #expect(try await scene.get("/packages/recommended?subject=alchemy").status == 422)
    }

    @Test func `buyers of the same package recommend what they bought too`() async throws {
        let scene = try await LessonScene.open()
        let buyers = ["anna", "bruno", "carla"]
        var people: [Person] = []
        for name in buyers { people.append(try await scene.world.enrolStudent(name)) }
        for person in people + people + [.sara] { _ = try await scene.lot(of: person) }
        let other = try await scene.publish("Five lessons of algebra")
        for person in people { try await scene.rename(lotOf: person, to: other) }
        let answer = try await scene.get("/packages/recommended")
        let data = answer["data"]?.arrayValue ?? []
        #expect(answer.status == 200 && data.count == 1, "her own is left out: \(answer)")
        #expect(data.first?["package"]?["name"] == "Five lessons of algebra")
        // 3 / sqrt(4 · 3) · 3/8
        #expect(data.first?["score"] == 0.3248)
        #expect(answer["material"] == [], "a student gets material")
    }

    @Test func `figures of a package: views, buyers, revenue, units sold, used, expired, refunded`()
        async throws
    {
        let scene = try await LessonScene.open()
        let package = try await scene.world.package(of: .tina)
        let lot = try await scene.lot(3, price: 9_000)
        _ = try await scene.taught(LessonScene.rome(10), until: LessonScene.rome(11), lot: lot)
        let path = "/packages/\(package)/analytics?from=2026-11-20&to=2026-11-24"
        let answer = try await scene.get(path, by: .tina)

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["buyers"]?["value"] == 1 && answer["revenue"]?["value"] == 9_000)
        #expect(answer["sold"]?["value"] == 300 && answer["used"]?["value"] == 100)
        #expect(answer["expired"]?["value"] == 0 && answer["refunded"]?["value"] == 0)
        #expect(answer["sold"]?["unit"] == "units" && answer["conversion"]?["value"] == .null)
        #expect(try await scene.get(path, by: .ada).status == 200)
        #expect(try await scene.get(path, by: .theo).status == 404)
        #expect(try await scene.get(path).status == 403)
    }
}

extension LessonScene {
    fileprivate func publish(_ name: String) async throws -> ID<Package> {
        let made = try await post(
            "/packages",
            by: .tina,
            [
                "subject": "mathematics", "name": .string(name), "lessons": 5, "minutes": 60,
                "list_price_minor": 12_000, "validity_days": 90,
            ]
        )
        guard let text = made.id, let id = ID<Package>(text) else { throw TestFailure("no package: \(made)") }
        let published = try await post("/packages/\(id)/publish", by: .tina)
        guard published.status == 200 else { throw TestFailure("not published: \(published)") }
        return id
    }

    /// One of the purchases of a student is of another package.
    fileprivate func rename(lotOf person: Person, to package: ID<Package>) async throws {
        let account = try await world.account(of: person)
        try await world.db.write { tx in
            try tx.execute(
                """
                UPDATE purchase SET package_id = \(package)
                 WHERE id = (SELECT p.id FROM purchase p WHERE p.student_id = \(account) ORDER BY p.id DESC LIMIT 1)
                """
            )
        }
    }
}
