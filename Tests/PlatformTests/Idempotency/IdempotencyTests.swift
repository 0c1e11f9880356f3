import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct IdempotencyTests {
    private let key = ["Idempotency-Key": "order-1"]

    @Test(.timeLimit(.minutes(1))) func `twenty simultaneous requests with one key run once`() async throws {
        let world = try await aWorkshop()

        let answers = try await withThrowingTaskGroup(of: TestResponse.self) { group in
            for _ in 0..<20 {
                group.addTask {
                    try await world.anonymous.post("/orders", ["item": .string(Orders.held)], headers: key)
                }
            }
            var answers: [TestResponse] = []
            for try await answer in group {
                answers.append(answer)
                if answers.count == 19 { try await Orders.letGo(in: world) }
            }
            return answers
        }

        #expect(try await world.ran() == [Orders.held, "let go"])
        let waiting = answers.dropLast()
        #expect(waiting.allSatisfy { $0.problem == .idempotencyInFlight && $0.header("Retry-After") == "1" })
        #expect(answers.last?.status == 201, "\(answers.statuses)")
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

    @Test func `a refusal that changed nothing is not kept: its cause may be gone`() async throws {
        let world = try await aWorkshop()

        let first = try await world.anonymous.post("/orders/scarce", headers: key)
        let other = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)
        let second = try await world.anonymous.post("/orders/scarce", headers: ["Idempotency-Key": "order-2"])
        let third = try await world.anonymous.post("/orders/scarce", headers: ["Idempotency-Key": "order-2"])

        #expect(first.status == 409 && first.problem == .conflict)
        #expect(other.status == 201, "the key is free again, for another request too")
        #expect(second["item"] == "scarce" && third.header("Idempotent-Replayed") == "true")
    }

    @Test func `fifty at once with one key are refused, and one of fifty later succeeds`() async throws {
        let world = try await aWorkshop()
        func all() async throws -> [TestResponse] {
            try await world.atOnce(50) { _ in try await world.anonymous.post("/orders/scarce", headers: key) }
        }

        let refused = try await all()
        try await world.db.write { tx in try record("delivery", tx) }
        let later = try await all()

        #expect(refused.allSatisfy { $0.status == 409 })
        #expect(refused.contains { $0.problem == .conflict })
        #expect(later.allSatisfy { $0.status == 200 || $0.problem == .idempotencyInFlight })
        #expect(later.contains { $0.status == 200 })
        #expect(try await world.ran() == ["delivery", "scarce"])
    }

    @Test func `a fault of ours is not kept when it had no effect`() async throws {
        let world = try await aWorkshop()

        #expect(try await world.anonymous.post("/orders/broken", headers: key).status == 500)
        try await world.db.write { tx in try record("repairs", tx) }
        #expect(try await world.anonymous.post("/orders/broken", headers: key)["item"] == "mended")
    }

    @Test func `what took effect before it failed is not run again`() async throws {
        let world = try await aWorkshop()

        let first = try await world.anonymous.post("/orders/late", headers: key)
        let second = try await world.anonymous.post("/orders/late", headers: key)
        let third = try await world.anonymous.post("/orders/late", headers: ["Idempotency-Key": "order-2"])

        #expect(first.status == 500 && third.status == 500)
        #expect(second.status == 409 && second.problem == .idempotencyUnfinished)
        #expect(try await world.ran() == ["late", "late"])
    }

    @Test func `whoever lost the key cannot commit any more`() async throws {
        let world = try await aWorkshop()

        let answer = try await world.anonymous.post("/orders/robbed", headers: key)

        #expect(answer.problem == .idempotencyInFlight)
        #expect(try await world.ran().isEmpty)
    }

    @Test func `programs behind one address do not share their keys`() async throws {
        let world = try await aWorkshop()
        var tokens: [String] = []
        for name in ["one", "two"] {
            let made = try await world.as(.sara).post(
                "/admin/service-tokens",
                ["name": .string(name), "role": "courier"] as JSONValue
            )
            tokens.append(try #require(made["token"]?.stringValue))
        }

        for token in tokens {
            let answer = try await world.with(token: token).post("/orders", ["item": "tea"], headers: key)
            #expect(answer.status == 201 && answer.header("Idempotent-Replayed") == nil)
        }

        #expect(try await world.ran() == ["tea", "tea"])
    }

    @Test func `an answer without a body is replayed without one`() async throws {
        let world = try await aWorkshop()
        _ = try await world.anonymous.post("/orders/nothing", headers: key)

        let second = try await world.anonymous.post("/orders/nothing", headers: key)

        #expect(second.status == 204 && second.body.isEmpty)
        #expect(try await world.ran() == ["nothing"])
    }

    @Test func `a claim whose process died before its effect lapses after a minute`() async throws {
        let world = try await aWorkshop()
        _ = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)
        try await world.forgetAnswers(", effected_at = NULL")

        let early = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)
        world.clock.advance(by: .seconds(61))
        let late = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)

        #expect(early.problem == .idempotencyInFlight)
        #expect(late.status == 201)
        #expect(try await world.ran() == ["tea", "tea"])
    }

    @Test func `a process that died between effect and answer leaves a clear answer`() async throws {
        let world = try await aWorkshop()
        _ = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)
        try await world.forgetAnswers("")

        let early = try await world.anonymous.post("/orders", ["item": "tea"], headers: key)
        world.clock.advance(by: .seconds(61))
        let late = try await world.atOnce(10) { _ in
            try await world.anonymous.post("/orders", ["item": "tea"], headers: key)
        }

        #expect(early.problem == .idempotencyInFlight)
        #expect(late.allSatisfy { $0.status == 409 && $0.problem == .idempotencyUnfinished })
        #expect(try await world.ran() == ["tea"])
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

extension World {
    /// As if the process had died before it could keep any.
    fileprivate func forgetAnswers(_ more: SQL) async throws {
        try await db.write { tx in
            _ = try tx.execute(
                "UPDATE idempotent_request SET status = NULL, headers = NULL, body = NULL\(more)"
            )
        }
    }
}
