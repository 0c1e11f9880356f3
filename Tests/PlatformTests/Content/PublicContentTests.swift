import Kernel
import TestKit
import Testing
import Web

@testable import Platform

@Suite struct PublicContentTests {
    @Test func `a page answers in the caller's language, and falls back on the main one`() async throws {
        let world = try await newsroom()
        _ = try await world.publicPage("orari", texts("Orari", "Opening hours"))
        _ = try await world.publicPage("sede", texts("La sede"))

        let english = try await world.read("pages/orari", in: "en")
        let fallback = try await world.read("pages/sede", in: "en")

        #expect(english["title"] == "Opening hours")
        #expect(english["languages"] == ["en", "it"])
        #expect(fallback["title"] == "La sede")
        #expect(fallback["language"] == "it")
    }

    @Test func `drafts, archived pages and what is to come are not there`() async throws {
        let world = try await newsroom()
        let draft = try await world.page("bozza", texts("Bozza"))
        let later = try await world.page("domani", texts("Domani"))
        let gone = try await world.publicPage("ieri", texts("Ieri"))
        try await world.publish(later, at: "2026-11-22T09:00:00Z")
        let archived = try await world.as(.sara).post(gone.path + "/archive")

        let before = try await [
            world.read("pages/bozza"), world.read("pages/domani"), world.read("pages/ieri"),
        ]
        let empty = try await world.read("pages")
        world.clock.advance(by: .days(1) + .seconds(1))
        let after = try await world.read("pages/domani")

        #expect(archived.status == 200)
        #expect(before.map(\.status) == [404, 404, 404])
        #expect(empty["data"] == [])
        #expect(after.status == 200)
        #expect(try await world.as(.sara).get(draft.path)["status"] == "draft")
    }

    @Test func `an unchanged answer is 304, and a change shows`() async throws {
        let world = try await newsroom()
        let written = try await world.publicPage("orari", texts("Orari", "Hours"))

        let first = try await world.read("pages/orari")
        let tag = first.header("ETag") ?? ""
        let again = try await world.read("pages/orari", tag: tag)
        let other = try await world.read("pages/orari", in: "en", tag: tag)
        let changed = try await world.as(.sara).put(
            written.path,
            ["slug": "orari", "texts": texts("Orari estivi")],
            headers: ["If-Match": "\"2\""]
        )
        let later = try await world.read("pages/orari", tag: tag)

        #expect(tag.hasPrefix("\"") && tag.count > 8)
        #expect(first.header("Cache-Control") == "public, max-age=60")
        #expect(first.headers.contains { $0.name.lowercased() == "vary" && $0.value == "Accept-Language" })
        #expect(again.status == 304)
        #expect(again.body.isEmpty)
        #expect(other.status == 200)
        #expect(changed.status == 200, "\(changed)")
        #expect(later["title"] == "Orari estivi")
    }

    @Test func `who reads with a token keeps the answer to themselves`() async throws {
        let world = try await newsroom()
        _ = try await world.publicPage("orari", texts("Orari"))

        let answer = try await world.as(.giulia).get("/api/cms/pages/orari")

        #expect(answer.header("Cache-Control") == "private, max-age=60")
    }

    @Test func `questions come by category and position`() async throws {
        let world = try await newsroom()
        for (category, position, title) in [("b", 1, "terza"), ("a", 2, "seconda"), ("a", 1, "prima")] {
            let question: JSONValue = [
                "category": .string(category), "position": .integer(Int64(position)), "texts": texts(title),
            ]
            try await world.publish(world.write("faqs", question))
        }

        let all = try await world.read("faqs")
        let some = try await world.read("faqs?category=a&limit=1")

        #expect(all["data"]?.arrayValue?.map { $0["question"] } == ["prima", "seconda", "terza"])
        #expect(some["data"]?.arrayValue?.map { $0["question"] } == ["prima"])
        #expect(some["page"]?["has_more"] == true)
    }

    @Test func `the newest news comes first, page by page`() async throws {
        let world = try await newsroom()
        for day in ["2026-03-01", "2026-05-01", "2026-04-01"] {
            try await world.publish(world.write("news", ["date": .string(day), "texts": texts(day)]))
        }

        let first = try await world.read("news?limit=2")
        let cursor = first["page"]?["next_cursor"]?.stringValue ?? ""
        let rest = try await world.read("news?limit=2&cursor=\(cursor)")
        let id = rest["data"]?[0]?["id"]?.stringValue ?? ""

        #expect(first["data"]?.arrayValue?.map { $0["date"] } == ["2026-05-01", "2026-04-01"])
        #expect(rest["data"]?.arrayValue?.map { $0["date"] } == ["2026-03-01"])
        #expect(try await world.read("news/\(id)")["body"] == "2026-03-01.")
    }

    @Test func `a page that people agree to names the version in force`() async throws {
        let world = try await newsroom()
        _ = try await world.publicPage("privacy", texts("Privacy"))

        let policy = try await world.read("pages/privacy")["policy"]

        #expect(policy == ["purpose": "privacy", "version": "2026-01", "since": "2026-01-01"])
    }

    @Test func `a product without content has no such routes`() {
        #expect(!club().routes.contains { $0.path.contains("/cms/") })
    }
}
