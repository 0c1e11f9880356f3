import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

extension MoneyScene {
    /// Puts a suspicion about a person into the queue.
    @discardableResult
    func suspect(_ person: Person, of signals: [FraudSignal] = [.sameSides]) async throws -> String {
        let account = try await world.account(of: person)
        let id = try await world.db.write { tx in
            try FraudCase.raise(signals, about: account, tx)
            return try FraudCase.findOpen(about: account, tx)?.id.description
        }
        guard let id else { throw TestFailure("no suspicion") }
        return id
    }

    func suspicions(_ query: String = "") async throws -> [JSONValue] {
        let answer = try await world.as(.ada).get("/api/v1/admin/fraud/reviews\(query)")
        guard answer.status == 200 else { throw TestFailure("no queue: \(answer)") }
        return answer["data"]?.arrayValue ?? []
    }

    func decide(
        _ id: String,
        _ decision: String,
        _ actions: [String]? = nil,
        by person: Person = .ada
    ) async throws -> TestResponse {
        var body: JSONObject = ["decision": .string(decision), "reason": "We have looked at it."]
        body["actions"] = actions.map { .array($0.map { .string($0) }) }
        return try await world.as(person).patch("/api/v1/admin/fraud/reviews/\(id)", .object(body))
    }

    /// Overwrites the free units of a lot.
    func write(units: String, of lot: ID<Lot>) async throws {
        try await world.db.write { tx in
            try tx.execute("UPDATE lot SET free_units = \(units) WHERE id = \(lot)")
        }
    }

    /// Whether earnings of a lesson are held.
    func isHeld(_ lesson: String) async throws -> Bool {
        guard let id = ID<Lesson>(lesson) else { throw TestFailure("no lesson") }
        return try await world.db.read { tx in
            try LessonMoney.find(id, tx)?.holds.contains(.fraud) ?? false
        }
    }
}
