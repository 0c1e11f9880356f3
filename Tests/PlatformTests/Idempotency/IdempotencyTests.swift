import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct IdempotencyTests {
    private let key = ["Idempotency-Key": "order-1"]

    @Test func `twenty simultaneous requests with one key run once`() async throws {
        let world = try await aWorkshop()

        let answers = try await world.atOnce(20) { _ in
            try await world.anonymous.post("/orders", ["item": "tea"], headers: key)
        }

        #expect(try await world.ran() == ["tea"])
        let created = answers.filter { $0.status == 201 }
        let waiting = answers.filter { $0.problem == .idempotencyInFlight }
        #expect(!created.isEmpty && created.count + waiting.count == 20)
        #expect(Set(created.map(\.text)).count == 1)
        #expect(waiting.allSatisfy { $0.header("Retry-After") == "1" })
    }

    @Test func `a retry gets the first answer, and is told so`() async throws {
        let world = try await aWorkshop()
        let first = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)

        let second = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)

        #expect(try await world.ran() == ["tea"])
        #expect(first.header("Idempotent-Replayed") == nil)
        #expect(second.header("Idempotent-Replayed") == "true")
        #expect(second.status == first.status && second.body == first.body)
        #expect(second.header("Location") == first.header("Location"))
        #expect(second.header("Content-Type") == first.header("Content-Type"))
    }

    @Test func `a key belongs to one request`() async throws {
        let world = try await aWorkshop()
        _ = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)

        let otherBody = try await world.anonymous.post("/orders", ["item": "coffee"], headers: key)
        let otherOperation = try await world.anonymous.post("/orders/refused", ["item": "tea"], headers: key)

        #expect(otherBody.status == 422 && otherBody.problem == .idempotencyMismatch)
        #expect(otherOperation.problem == .idempotencyMismatch)
        #expect(try await world.ran() == ["tea"])
    }

    @Test func `a key belongs to one caller`() async throws {
        let world = try await aWorkshop()
        _ = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)

        let other = try await world.as(.sara).post("/orders", ["item": "coffee"], headers: key)

        #expect(other.status == 201)
        #expect(try await world.ran() == ["tea", "coffee"])
    }

    @Test func `a refusal is kept as it was said`() async throws {
        let world = try await aWorkshop()
        let first = try await world.anonymous.post("/orders/refused", ["item": "tea"], headers: key)

        let second = try await world.anonymous.post("/orders/refused", ["item": "tea"], headers: key)

        #expect(first.problem == .conflict && second.body == first.body)
        #expect(second.header("Idempotent-Replayed") == "true")
        #expect(try await world.ran() == ["refused"])
    }

    @Test func `a fault of ours is not kept`() async throws {
        let world = try await aWorkshop()

        #expect(try await world.anonymous.post("/orders/broken", headers: key).status == 500)
        #expect(try await world.anonymous.post("/orders/broken", headers: key)["item"] == "mended")
    }

    @Test func `an answer without a body is replayed without one`() async throws {
        let world = try await aWorkshop()
        _ = try await world.anonymous.post("/orders/nothing", headers: key)

        let second = try await world.anonymous.post("/orders/nothing", headers: key)

        #expect(second.status == 204 && second.body.isEmpty)
        #expect(try await world.ran() == ["nothing"])
    }

    @Test func `a claim whose process died lapses after a minute`() async throws {
        let world = try await aWorkshop()
        _ = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)
        try await world.db.write { tx in
            _ = try tx.execute("UPDATE idempotent_request SET status = NULL, headers = NULL, body = NULL")
        }

        let early = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)
        world.clock.advance(by: .seconds(61))
        let late = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)

        #expect(early.problem == .idempotencyInFlight)
        #expect(late.status == 201)
        #expect(try await world.ran() == ["tea", "tea"])
    }

    @Test func `answers are forgotten after a day`() async throws {
        let world = try await aWorkshop()
        _ = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)

        world.clock.advance(by: .hours(24) + .seconds(1))
        let again = try await world.anonymous.post("/orders", ["item": "coffee"], headers: key)
        #expect(again.status == 201)
        world.clock.advance(by: .hours(25))
        _ = try await world.enqueue(ForgetIdempotentAnswers())
        try await world.runJobs()

        let left = try await world.db.read { tx in
            try tx.value("SELECT COUNT(*) FROM idempotent_request", as: Int.self)
        }
        #expect(left == 0)
    }
}
