import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

/// The cast with the published content of the demo.
struct SupportScene: Sendable {
    let world: World

    static func open(model: ModelDouble? = nil) async throws -> SupportScene {
        let world = try await castTutoring { $0.languageModel = model?.model() }
        try await JSON.decode(ContentStock.self, from: DemoContent.stock).publish(at: world.site)
        return SupportScene(world: world)
    }

    func ask(
        _ text: String,
        in conversation: String? = nil,
        by person: Person = .sara,
        _ language: String = "it"
    ) async throws -> TestResponse {
        var body: [String: JSONValue] = ["text": .string(text)]
        if let conversation { body["conversation_id"] = .string(conversation) }
        return try await world.as(person).post(
            "/api/v1/support/chat",
            JSONValue(body),
            headers: ["Accept-Language": language]
        )
    }

    /// A new conversation that waits for an administrator.
    func waiting(by person: Person = .sara) async throws -> String {
        let id = try await begun(by: person)
        let answer = try await move(id, "handover", by: person)
        guard answer.status == 200 else { throw TestFailure("no handover: \(answer)") }
        return id
    }

    func begun(by person: Person = .sara) async throws -> String {
        let answer = try await ask("Come annullo una lezione?", by: person)
        guard let id = answer["conversation_id"]?.stringValue else { throw TestFailure("no chat: \(answer)") }
        return id
    }

    func move(
        _ conversation: String,
        _ action: String,
        by person: Person,
        _ body: JSONValue = [:]
    ) async throws -> TestResponse {
        try await world.as(person).post("/api/v1/support/conversations/\(conversation)/\(action)", body)
    }

    func get(_ conversation: String, by person: Person = .sara) async throws -> TestResponse {
        try await world.as(person).get("/api/v1/support/conversations/\(conversation)")
    }

    func state(of conversation: String) async throws -> String? {
        try await get(conversation, by: .ada)["state"]?.stringValue
    }
}
