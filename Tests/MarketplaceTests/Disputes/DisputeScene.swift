import Kernel
import Platform
import TestKit

@testable import Marketplace

// The steps of a dispute.
extension MarketScene {
    /// Opens a dispute of the customer about a job that is underway.
    func disputed(_ amount: Int64 = 10_000) async throws -> String {
        let job = try await underway(to: .pia, amount)
        let answer = try await dispute(job)
        guard answer.status == 201 else { throw TestFailure("no dispute: \(answer)") }
        return job
    }

    /// The same, answered by the provider.
    func answered(_ amount: Int64 = 10_000) async throws -> String {
        let job = try await disputed(amount)
        let answer = try await move(job, by: .pia, ["action": "answer", "text": "It rained."])
        guard answer.status == 200 else { throw TestFailure("no answer: \(answer)") }
        return job
    }

    func dispute(
        _ job: String,
        by person: Person = .carl,
        _ more: JSONObject = [:]
    ) async throws -> TestResponse {
        var body: JSONObject = ["kind": "quality", "text": "The paint comes off."]
        for member in more.members { body[member.name] = member.value }
        return try await world.as(person).post("\(Self.root)/jobs/\(job)/dispute", .object(body))
    }

    func move(_ job: String, by person: Person, _ body: JSONObject) async throws -> TestResponse {
        try await put(job, "dispute", by: person, body)
    }

    func decide(
        _ job: String,
        by person: Person,
        _ outcome: String,
        _ refund: Int64? = nil
    ) async throws -> TestResponse {
        var body: JSONObject = [
            "action": "decide", "outcome": .string(outcome), "reason": "As both sides say",
        ]
        if let refund { body["refund_minor"] = .integer(refund) }
        return try await move(job, by: person, body)
    }

    func dispute(of job: String, by person: Person = .carl) async throws -> TestResponse {
        try await get(job, "dispute", by: person)
    }
}
