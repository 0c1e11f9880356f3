import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct TemplateTextTests {
    private static let path = "/api/v1/admin/templates"
    private static let key = "tutoring.message.unread"

    private func put(_ world: World, _ texts: JSONValue, _ key: String = key) async throws -> TestResponse {
        try await world.as(.ada).put("\(Self.path)/\(key)", ["texts": texts])
    }

    @Test func `texts are replaced in some languages with a preview, and null brings the built-in back`()
        async throws
    {
        let world = try await castTutoring()
        let all = try await world.as(.ada).get(Self.path)["data"]?.arrayValue ?? []
        let own = try #require(all.first { $0["key"] == .string(Self.key) })
        #expect(own["placeholders"] == ["other"] && own["category"] == "service" && own["replaced"] == [])
        #expect(own["texts"]?["it"]?["subject"] == "Nuovi messaggi")

        let words: JSONValue = ["subject": "Da {{other}}", "body": "Leggi {{other}}."]
        let changed = try await put(world, ["it": words])
        #expect(
            changed.status == 200 && changed["replaced"] == ["it"] && changed["version"] == 2,
            "\(changed)"
        )
        #expect(changed["texts"]?["it"] == words && changed["texts"]?["en"]?["subject"] == "New messages")
        #expect(changed["preview"]?["it"] == ["subject": "Da Tina Rossi", "body": "Leggi Tina Rossi."])
        let sara = try await world.account(of: .sara)
        try await world.db.write { tx in
            try TutoringNotice.send(.messageUnread, to: [sara], ["other": "Theo"], tx)
        }
        try await world.runJobs()
        #expect(world.mails(to: .sara).map(\.subject) == ["Da Theo"])

        let back = try await put(world, .null)
        #expect(back["replaced"] == [] && back["texts"]?["it"]?["subject"] == "Nuovi messaggi", "\(back)")
        #expect(back["version"] == 3)
    }

    @Test func `422 for a placeholder that is unknown or missing, and for other languages`() async throws {
        let world = try await castTutoring()
        let answer = try await put(
            world,
            [
                "it": ["subject": "{{wrong}}", "body": "{{other}}"], "en": ["subject": "a", "body": "b"],
                "fr": ["subject": "a", "body": "{{other}}"],
            ]
        )
        #expect(
            answer.faults == [
                "/texts/it/subject": "unknown_placeholder", "/texts/en/body": "missing_placeholder",
                "/texts/fr": "unknown_language",
            ],
            "\(answer)"
        )
        #expect(try await put(world, .null, "no.such").status == 404)
        for person in [Person.sara, .tina] {
            #expect(try await world.as(person).get(Self.path).status == 403)
            #expect(try await world.as(person).put("\(Self.path)/\(Self.key)", ["texts": nil]).status == 403)
        }
        let stale = try await world.as(.ada).put(
            "\(Self.path)/\(Self.key)",
            ["texts": nil],
            headers: ["If-Match": "\"7\""]
        )
        #expect(stale.status == 412)
    }
}
