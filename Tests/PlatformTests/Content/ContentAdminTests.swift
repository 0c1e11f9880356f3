import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct ContentAdminTests {
    @Test func `only those who may write do`() async throws {
        let world = try await newsroom()

        let answer = try await world.as(.giulia).post(
            "/api/admin/cms/pages",
            ["slug": "mia", "texts": texts("Mia")]
        )

        #expect(answer.status == 403)
        #expect(try await world.anonymous.get("/api/admin/cms/pages").status == 401)
    }

    @Test(
        arguments: [
            (["slug": "Not a slug", "texts": ["it": ["title": "T", "body": "B"]]], "/slug", "invalid_slug"),
            (["slug": "a--b", "texts": ["it": ["title": "T", "body": "B"]]], "/slug", "invalid_slug"),
            (
                ["slug": "a", "texts": ["en": ["title": "T", "body": "B"]]], "/texts/it",
                "main_language_missing"
            ),
            (
                [
                    "slug": "a",
                    "texts": ["it": ["title": "T", "body": "B"], "a/b": ["title": "T", "body": "B"]],
                ],
                "/texts/a~1b", "language_not_spoken"
            ),
            (
                ["slug": "a", "texts": ["it": ["title": "\u{0}", "body": "B"]]], "/texts/it/title",
                "not_plain_text"
            ),
            (["slug": "a", "texts": ["it": ["title": "T"]]], "/texts/it/body", "required"),
        ] as [(JSONValue, String, String)]
    )
    func `bad input is named by its place`(body: JSONValue, pointer: String, code: String) async throws {
        let world = try await newsroom()

        let answer = try await world.as(.sara).post("/api/admin/cms/pages", body)

        #expect(answer.status == 422)
        #expect(answer.faults[pointer] == code, "\(answer)")
    }

    @Test func `of twenty pages with one slug, one is written`() async throws {
        let world = try await newsroom()
        let sara = world.as(.sara)
        _ = try await world.token(of: .sara)

        let answers = try await world.atOnce(20) { number in
            try await sara.post(
                "/api/admin/cms/pages",
                ["slug": "gara", "texts": texts("Numero \(number)")]
            )
        }

        #expect(answers.statuses == [201: 1, 409: 19])
        #expect(answers.first { $0.status == 409 }?.problem == .slugTaken)
    }

    @Test func `of twenty who replace one version, one does`() async throws {
        let world = try await newsroom()
        let written = try await world.page("gara", texts("Inizio"))
        let sara = world.as(.sara)

        let answers = try await world.atOnce(20) { number in
            try await sara.put(
                written.path,
                ["slug": "gara", "texts": texts("Numero \(number)")],
                headers: ["If-Match": "\"1\""]
            )
        }

        #expect(answers.statuses == [200: 1, 412: 19])
        #expect(try await sara.put(written.path, ["slug": "gara", "texts": texts("Senza")]).status == 200)
    }

    @Test func `a page cannot move to a slug that is taken`() async throws {
        let world = try await newsroom()
        _ = try await world.page("una", texts("Una"))
        let other = try await world.page("due", texts("Due"))

        let answer = try await world.as(.sara).put(
            other.path,
            ["slug": "una", "texts": texts("Due")],
            headers: ["If-Match": "*"]
        )

        #expect(answer.problem == .slugTaken)
    }

    @Test func `what was never public is deleted, the rest is archived`() async throws {
        let world = try await newsroom()
        let draft = try await world.page("bozza", texts("Bozza"))
        let shown = try await world.publicPage("vista", texts("Vista"))
        let sara = world.as(.sara)
        _ = try await sara.post(shown.path + "/unpublish")

        let deleted = try await sara.delete(draft.path, headers: ["If-Match": "*"])
        let kept = try await sara.delete(shown.path, headers: ["If-Match": "*"])

        #expect(deleted.status == 204)
        #expect(try await sara.get(draft.path).status == 404)
        #expect(kept.problem == .contentWasPublic)
    }

    @Test func `a policy in force stays public at its address`() async throws {
        let world = try await newsroom()
        let privacy = try await world.publicPage("privacy", texts("Privacy"))
        let sara = world.as(.sara)
        let match = ["If-Match": "*"]

        let refused = try await [
            sara.post(privacy.path + "/unpublish"), sara.post(privacy.path + "/archive"),
            sara.put(privacy.path, ["slug": "altrove", "texts": texts("Privacy")], headers: match),
        ]
        let reworded = try await sara.put(
            privacy.path,
            ["slug": "privacy", "texts": texts("Informativa")],
            headers: match
        )

        #expect(refused.allSatisfy { $0.problem == .contentIsPolicy }, "\(refused)")
        #expect(reworded.status == 200)
    }

    @Test func `every wording is kept`() async throws {
        let world = try await newsroom()
        let page = try await world.publicPage("privacy", texts("Prima"))
        let sara = world.as(.sara)
        _ = try await sara.put(
            page.path,
            ["slug": "privacy", "texts": texts("Seconda")],
            headers: ["If-Match": "*"]
        )

        let revisions = try await sara.get(page.path + "/revisions")["data"]?.arrayValue ?? []

        #expect(revisions.map { $0["version"] } == [3, 2, 1])
        #expect(revisions.map { $0["status"] } == ["published", "published", "draft"])
        #expect(revisions.map { $0["texts"]?["it"]?["title"] } == ["Seconda", "Prima", "Prima"])
        #expect(
            try await world.audit().filter { $0.hasPrefix("content.") } == [
                "content.create", "content.publish", "content.update",
            ]
        )
    }

    @Test func `a question is not found among the pages`() async throws {
        let world = try await newsroom()
        let question = try await world.write("faqs", ["category": "orari", "texts": texts("Quando?")])

        #expect(try await world.as(.sara).get("/api/admin/cms/pages/\(question.id)").status == 404)
        #expect(try await world.as(.sara).get(question.path)["position"] == 0)
    }

    @Test(arguments: ContentItem.Status.allCases, ContentItem.Event.allCases)
    func `no move outside the table`(from status: ContentItem.Status, by event: ContentItem.Event) {
        let moves: [ContentItem.Status: Set<ContentItem.Event>] = [
            .draft: [.publish, .archive], .published: [.unpublish, .archive], .archived: [.restore],
        ]
        let isAllowed = ContentItem.lifecycle.row(event, from: status) != nil
        #expect(isAllowed == moves[status, default: []].contains(event))
    }
}
