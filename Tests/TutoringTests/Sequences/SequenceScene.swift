import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

/// Sequences of the administrators, and the people that they reach.
struct SequenceScene: Sendable {
    let learning: LearningScene
    var world: World { learning.world }

    static let path = "/api/v1/admin/sequences"
    /// After a lesson: at once, and three days later.
    static let two: JSONValue = [
        ["after": 0, "template": "tutoring.sequence.come_back"],
        ["after": 72, "template": "tutoring.sequence.use_credits"],
    ]

    static func open() async throws -> SequenceScene {
        SequenceScene(learning: try await LearningScene.open(isRelated: false))
    }

    static func body(
        _ trigger: String = "lesson_completed",
        for audience: String = "student",
        _ changes: [String: JSONValue] = [:]
    ) -> JSONValue {
        let standard: [String: JSONValue] = [
            "name": "Dopo la lezione", "trigger": .string(trigger), "audience": .string(audience),
            "category": "service", "steps": two, "state": "active",
        ]
        return JSONValue(standard.merging(changes) { _, new in new })
    }

    @discardableResult
    func write(_ body: JSONValue = body()) async throws -> String {
        let answer = try await world.as(.ada).post(Self.path, body)
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no sequence: \(answer)") }
        return id
    }

    func change(_ id: String, _ body: JSONValue) async throws -> TestResponse {
        try await world.as(.ada).patch("\(Self.path)/\(id)", body)
    }

    /// The number of runs in a state.
    func runs(_ state: String, of id: String) async throws -> Int64? {
        let all = try await world.as(.ada).get(Self.path)["data"]?.arrayValue ?? []
        return all.first { $0["id"] == .string(id) }?["runs"]?[state]?.integerValue
    }

    /// A lesson of Sara that ends now.
    func teach() async throws { try await learning.lesson(began: .minutes(60)) }

    /// Lets time go by, with what happens at its end; a second look, seconds later, finds the steps due at once.
    func wait(_ time: Duration = .minutes(6)) async throws {
        world.clock.advance(by: time)
        try await world.tick()
        world.clock.advance(by: .seconds(6))
        try await world.tick()
    }

    /// The subjects of the mails of sequences to a person.
    func mails(to person: Person = .sara) -> [String] {
        let known = [
            "È un po'", "Hai ancora", "Ciao ", "Un'offerta", "You still", "Benvenuto", "It has been",
        ]
        return world.mails(to: person).map(\.subject).filter { mail in known.contains { mail.hasPrefix($0) } }
    }
}
