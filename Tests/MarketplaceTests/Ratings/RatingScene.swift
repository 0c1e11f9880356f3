import Kernel
import Platform
import Store
import TestKit

@testable import Marketplace

// Jobs that are done, and what both sides say about each other.
extension MarketScene {
    /// A job of carl's that a provider has done and carl has completed.
    func completed(by provider: Person = .pia, _ amount: Int64 = 10_000) async throws -> String {
        let job = try await underway(to: provider, amount)
        for (person, status) in [(provider, "delivered"), (Person.carl, "completed")] {
            let answer = try await put(job, "status", by: person, ["status": .string(status)])
            guard answer.status == 200 else { throw TestFailure("not \(status): \(answer)") }
        }
        return job
    }

    func rate(
        _ job: String,
        by person: Person = .carl,
        _ overall: Int64 = 5,
        _ more: JSONObject = [:]
    ) async throws -> TestResponse {
        var body = more
        body["job_id"] = .string(job)
        if body["overall"] == nil { body["overall"] = .integer(overall) }
        return try await world.as(person).post("\(Self.root)/ratings", .object(body))
    }

    /// The same, of which the test needs the answer to be a rating.
    func rated(_ job: String, by person: Person = .carl, _ overall: Int64 = 5) async throws -> String {
        let answer = try await rate(job, by: person, overall)
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no rating: \(answer)") }
        return id
    }

    /// A completed job with published ratings of both sides.
    func published(by provider: Person = .pia, _ overall: Int64 = 5) async throws -> String {
        let job = try await completed(by: provider)
        _ = try await rated(job, overall)
        _ = try await rated(job, by: provider, 4)
        try await pass(.minutes(61))
        return job
    }

    func edit(
        _ rating: String,
        by person: Person = .carl,
        _ body: JSONObject,
        seen version: Int? = nil
    ) async throws -> TestResponse {
        let headers = version.map { ["If-Match": "\"\($0)\""] } ?? [:]
        return try await world.as(person).put(
            "\(Self.root)/ratings/\(rating)",
            .object(body),
            headers: headers
        )
    }

    func ratings(_ path: String, by person: Person = .carl) async throws -> TestResponse {
        try await world.as(person).get("\(Self.root)/\(path)")
    }

    /// The time goes on, and the server does its work.
    func pass(_ time: Duration) async throws {
        world.clock.advance(by: time)
        try await world.tick()
    }
}

extension TestResponse {
    /// The member of each element of a list.
    func each(_ member: String) -> [JSONValue] {
        (self["data"]?.arrayValue ?? []).map { $0[member] ?? .null }
    }
}
