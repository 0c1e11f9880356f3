import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct GoalTests {
    private func set(
        _ scene: LearningScene,
        _ body: JSONValue,
        by person: Person = .sara,
        of student: Person = .sara
    ) async throws -> TestResponse {
        let id = try await scene.world.id(of: student)
        return try await scene.world.as(person).post("/api/v1/students/\(id)/goals", body)
    }

    private static let mastery: JSONValue = [
        "title": "Derivate al 60", "measure": "mastery", "topic": "derivate", "target": 60,
        "due": "2027-01-31",
    ]

    @Test func `a goal is set by the student or the tutor, changed and dropped`() async throws {
        let scene = try await LearningScene.open()
        let made = try await set(scene, Self.mastery)
        #expect(made.status == 201 && made["state"] == "open" && made["value"]?.doubleValue == 0, "\(made)")
        #expect(made["due"] == "2027-01-31" && made["topic"] == "derivate")
        let id = try #require(made.id)
        #expect(try await set(scene, Self.mastery, by: .tina).status == 201)
        let changed = try await scene.world.as(.tina).patch(
            "/api/v1/goals/\(id)",
            ["target": 80, "due": nil]
        )
        #expect(changed["target"] == 80 && changed["due"] == nil, "\(changed)")
        let dropped = try await scene.world.as(.sara).patch("/api/v1/goals/\(id)", ["drop": true])
        #expect(dropped["state"] == "dropped" && dropped["ended_at"] != nil)
        for body in [["drop": true], ["title": "Altro"]] as [JSONValue] {
            let again = try await scene.world.as(.sara).patch("/api/v1/goals/\(id)", body)
            #expect(again.problem == .illegalTransition && again["present"] == "dropped", "\(again)")
        }
    }

    @Test func `strangers do not find the student or the goal, and wrong members are refused`() async throws {
        let scene = try await LearningScene.open()
        #expect(try await set(scene, Self.mastery, by: .theo).status == 404)
        #expect(try await set(scene, Self.mastery, by: .sami).status == 404)
        #expect(try await set(scene, Self.mastery, by: .tina, of: .theo).status == 404)
        #expect(try await set(scene, Self.mastery, by: .ada).status == 403)
        let id = try #require(try await set(scene, Self.mastery).id)
        #expect(try await scene.world.as(.theo).patch("/api/v1/goals/\(id)", ["drop": true]).status == 404)
        let noTopic = try await set(scene, ["title": "x", "measure": "mastery", "target": 101])
        #expect(noTopic.faults == ["/topic": "topic_needed", "/target": "out_of_range"])
        let topic = try await set(scene, ["title": "x", "measure": "lessons", "topic": "a", "target": 101])
        #expect(topic.faults == ["/topic": "no_topic_here"])
    }

    @Test func `the server moves a goal when the target is met by marks`() async throws {
        let scene = try await LearningScene.open()
        let id = try #require(try await set(scene, Self.mastery).id)
        for (score, state) in [(40, "open"), (90, "open"), (100, "reached")] as [(Int64, String)] {
            let homework = try await scene.homework()
            _ = try await scene.handIn(homework)
            _ = try await scene.grade(homework, ["derivate": score])
            let progress = try await scene.world.as(.sara).get("/api/v1/students/me/progress")
            // 40, 55, 68.5.
            #expect(progress["goals"]?[0]?["state"] == .string(state), "\(score)")
        }
        let again = try await scene.world.as(.sara).patch("/api/v1/goals/\(id)", ["drop": true])
        #expect(again.problem == .illegalTransition && again["present"] == "reached")
    }

    @Test func `lessons count from the day on which the goal was set`() async throws {
        let scene = try await LearningScene.open()
        let id = try #require(
            try await set(scene, ["title": "Due lezioni", "measure": "lessons", "target": 2]).id
        )
        scene.world.clock.advance(by: .days(1))
        try await scene.lesson()
        let lower = try await scene.world.as(.sara).patch("/api/v1/goals/\(id)", ["title": "Due"])
        #expect(lower["value"]?.doubleValue == 1 && lower["state"] == "open", "\(lower)")
        let met = try await scene.world.as(.sara).patch("/api/v1/goals/\(id)", ["target": 1])
        #expect(met["state"] == "reached", "\(met)")
    }
}
