import Kernel
import Platform
import TestKit

@testable import Marketplace

// The steps of a chat.
extension MarketScene {
    /// The chat of the customer with a provider.
    func chat(_ job: String, with provider: Person = .pia, by person: Person = .carl) async throws -> String {
        let answer = try await openChat(job, with: provider, by: person)
        guard let id = answer.id else { throw TestFailure("no chat: \(answer)") }
        return id
    }

    func openChat(
        _ job: String,
        with provider: Person = .pia,
        by person: Person = .carl
    ) async throws -> TestResponse {
        var body: JSONObject = ["job_id": .string(job)]
        if person != provider {
            body["provider_id"] = .string(try await world.provider(of: provider).description)
        }
        return try await world.as(person).post("\(Self.root)/chat", .object(body))
    }

    func say(
        _ text: String,
        in chat: String,
        by person: Person = .carl,
        as clientID: String? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = ["body": .string(text)]
        if let clientID { body["client_id"] = .string(clientID) }
        return try await world.as(person).post("\(Self.root)/chat/\(chat)/messages", .object(body))
    }

    func messages(
        of chat: String,
        by person: Person = .carl,
        _ query: String = ""
    ) async throws -> [JSONValue] {
        try await world.as(person).get("\(Self.root)/chat/\(chat)/messages\(query)")["data"]?.arrayValue ?? []
    }

    func bodies(of chat: String, by person: Person = .carl, _ query: String = "") async throws -> [String] {
        try await messages(of: chat, by: person, query).compactMap { $0["body"]?.stringValue }
    }

    /// A quoted job with its chat.
    func talking() async throws -> (job: String, chat: String) {
        let job = try await post()
        _ = try await quoted(job)
        return (job, try await chat(job))
    }

    func show(_ chat: String, by person: Person = .carl, _ query: String = "") async throws -> TestResponse {
        try await world.as(person).get("\(Self.root)/chat/\(chat)\(query)")
    }

    func close(
        _ chat: String,
        by person: Person = .carl,
        _ body: JSONObject = [:]
    ) async throws -> TestResponse {
        try await world.as(person).put("\(Self.root)/chat/\(chat)/close", .object(body))
    }
}
