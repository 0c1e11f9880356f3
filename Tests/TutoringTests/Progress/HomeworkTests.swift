import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

extension LearningScene {
    func setHomework(
        on lesson: String,
        _ topics: [String] = ["derivate"],
        by person: Person = .tina,
        due: Instant? = nil
    ) async throws -> TestResponse {
        var body: [String: JSONValue] = [
            "title": "Esercizi", "text": "Pagina 12, numeri 1-5.",
            "topics": .array(topics.map { .string($0) }),
        ]
        if let due { body["due_at"] = .string(due.description) }
        return try await world.as(person).post("/api/v1/bookings/\(lesson)/homework", JSONValue(body))
    }

    func homework(_ topics: [String] = ["derivate"], due: Instant? = nil) async throws -> String {
        let answer = try await setHomework(on: try await lesson(), topics, due: due)
        guard answer.status == 201, let id = answer.id else { throw TestFailure("no homework: \(answer)") }
        return id
    }

    func move(
        _ homework: String,
        _ action: String,
        by person: Person,
        _ more: [String: JSONValue] = [:]
    ) async throws -> TestResponse {
        let body = more.merging(["action": .string(action)]) { one, _ in one }
        return try await world.as(person).patch("/api/v1/homework/\(homework)", JSONValue(body))
    }

    func handIn(_ homework: String) async throws -> TestResponse {
        try await move(homework, "hand_in", by: .sara, ["text": "x = 3"])
    }

    func grade(_ homework: String, _ scores: [String: Int64]) async throws -> TestResponse {
        let list = scores.sorted { $0.key < $1.key }.map {
            JSONValue(["topic": .string($0), "score": .integer($1)])
        }
        return try await move(homework, "grade", by: .tina, ["scores": .array(list)])
    }
}

@Suite struct HomeworkTests {
    @Test func `set, hand in, grade, reopen, withdraw: each by its side, and the other is told`() async throws
    {
        let scene = try await LearningScene.open()
        let set = try await scene.setHomework(on: try await scene.lesson(), ["Derivate", "limiti"])
        #expect(set.status == 201 && set["state"] == "open" && set["late"] == false, "\(set)")
        #expect(set["topics"] == ["derivate", "limiti"] && set["tutor"]?["name"] == "Tina Rossi")
        let id = try #require(set.id)

        let handed = try await scene.handIn(id)
        #expect(handed["state"] == "submitted" && handed["answer"]?["text"] == "x = 3", "\(handed)")
        let graded = try await scene.grade(id, ["derivate": 70])
        #expect(graded["state"] == "graded" && graded["scores"]?[0]?["score"] == 70, "\(graded)")
        let reopened = try await scene.move(id, "reopen", by: .tina)
        #expect(reopened["state"] == "open" && reopened["scores"]?.arrayValue?.isEmpty == true)
        #expect(try await scene.handIn(id)["state"] == "submitted")
        #expect(try await scene.move(id, "reopen", by: .tina)["state"] == "open")
        #expect(try await scene.move(id, "withdraw", by: .tina)["state"] == "withdrawn")
        try await scene.world.runJobs()
        // Mails of one kind about one homework are bundled: the two answers, and the two reopenings.
        #expect(scene.world.mails(to: .sara).count == 4 && scene.world.mails(to: .tina).count == 1)
        #expect(scene.world.mails(to: .sara).allSatisfy { $0.text.contains("Esercizi") })
    }

    @Test func `moves that the state does not allow are illegal_transition`() async throws {
        let scene = try await LearningScene.open()
        let id = try await scene.homework()
        #expect(try await scene.grade(id, ["derivate": 70]).problem == .illegalTransition)
        #expect(try await scene.move(id, "reopen", by: .tina).problem == .illegalTransition)
        _ = try await scene.handIn(id)
        let twice = try await scene.handIn(id)
        #expect(twice.problem == .illegalTransition && twice["present"] == "submitted", "\(twice)")
        #expect(try await scene.move(id, "withdraw", by: .tina).problem == .illegalTransition)
        _ = try await scene.grade(id, ["derivate": 70])
        #expect(try await scene.grade(id, ["derivate": 80]).problem == .illegalTransition)
        #expect(try await scene.handIn(id).problem == .illegalTransition)
        let other = try await scene.homework()
        _ = try await scene.move(other, "withdraw", by: .tina)
        #expect(try await scene.handIn(other).problem == .illegalTransition)
        #expect(try await scene.move(other, "reopen", by: .tina).problem == .illegalTransition)
    }

    @Test func `the other side's moves are forbidden, and strangers do not find it`() async throws {
        let scene = try await LearningScene.open()
        let id = try await scene.homework()
        #expect(try await scene.move(id, "hand_in", by: .tina, ["text": "x"]).status == 403)
        #expect(try await scene.move(id, "withdraw", by: .sara).status == 403)
        #expect(try await scene.move(id, "withdraw", by: .theo).status == 404)
        #expect(try await scene.move(id, "hand_in", by: .sami, ["text": "x"]).status == 404)
        #expect(try await scene.move(id, "withdraw", by: .ada).status == 403)
        #expect(try await scene.setHomework(on: try await scene.lesson(), by: .sara).status == 403)
        #expect(try await scene.setHomework(on: try await scene.lesson(), by: .theo).status == 404)
        let cancelled = try await scene.setHomework(on: try await scene.lesson(.cancelled))
        #expect(cancelled.problem == .illegalTransition)
    }

    @Test func `members of other moves and wrong scores are refused`() async throws {
        let scene = try await LearningScene.open()
        let id = try await scene.homework()
        #expect(try await scene.move(id, "hand_in", by: .sara).faults == ["/text": "answer_needed"])
        let strange = try await scene.move(id, "hand_in", by: .sara, ["text": "x", "feedback": "x"])
        #expect(strange.faults == ["/feedback": "not_for_this_action"])
        _ = try await scene.handIn(id)
        #expect(try await scene.move(id, "grade", by: .tina).faults == ["/scores": "required"])
        #expect(try await scene.grade(id, ["limiti": 70]).faults == ["/scores/0/topic": "not_a_topic_of_it"])
        #expect(try await scene.grade(id, ["derivate": 101]).status == 422)
        let twice: JSONValue = [["topic": "derivate", "score": 1], ["topic": "Derivate", "score": 2]]
        #expect(
            try await scene.move(id, "grade", by: .tina, ["scores": twice]).faults == [
                "/scores": "listed_twice"
            ]
        )
        #expect(
            try await scene.setHomework(on: try await scene.lesson(), []).faults == ["/topics": "too_few"]
        )
        #expect(
            try await scene.setHomework(on: try await scene.lesson(), ["a", "A"]).faults == [
                "/topics": "listed_twice"
            ]
        )
    }

    @Test func `late is shown, and files go to the other side`() async throws {
        let scene = try await LearningScene.open()
        let id = try await scene.homework(due: scene.world.clock.now + .hours(1))
        scene.world.clock.advance(by: .hours(2))
        let list = try await scene.world.as(.sara).get("/api/v1/homework?state=open")
        #expect(list["data"]?[0]?["id"] == .string(id) && list["data"]?[0]?["late"] == true, "\(list)")
        let file = try await scene.file("foto.png", by: .sara)
        let handed = try await scene.move(id, "hand_in", by: .sara, ["file_ids": [.string(file)]])
        #expect(handed["late"] == true && handed["answer"]?["files"]?[0]?["id"] == .string(file), "\(handed)")
        #expect(try await scene.right(to: file, of: .tina) == "view")
        #expect(
            try await scene.world.as(.tina).get("/api/v1/homework?state=submitted")["data"]?.arrayValue?.count
                == 1
        )
        #expect(try await scene.world.as(.theo).get("/api/v1/homework")["data"]?.arrayValue?.isEmpty == true)
        let other = try await scene.file("altrui.png", by: .theo)
        let next = try await scene.homework()
        let strange = try await scene.move(next, "hand_in", by: .sara, ["file_ids": [.string(other)]])
        #expect(strange.faults == ["/file_ids/0": "unknown_file"])
        #expect(try await scene.handIn(next).status == 200, "the refused move left nothing")
    }

    @Test func `hand in | withdraw: one wins`() async throws {
        let scene = try await LearningScene.open()
        let id = try await scene.homework()
        let answers = try await scene.world.atOnce(20) { number in
            number.isMultiple(of: 2)
                ? try await scene.handIn(id) : try await scene.move(id, "withdraw", by: .tina)
        }
        #expect(answers.statuses == [200: 1, 409: 19])
        #expect(answers.filter { $0.status == 409 }.allSatisfy { $0.problem == .illegalTransition })
    }

    @Test func `grade | reopen: one wins, and the marks are those of the winner`() async throws {
        let scene = try await LearningScene.open()
        let id = try await scene.homework()
        _ = try await scene.handIn(id)
        let answers = try await scene.world.atOnce(10) { _ in try await scene.grade(id, ["derivate": 70]) }
        #expect(answers.statuses == [200: 1, 409: 9])
        let progress = try await scene.world.as(.sara).get("/api/v1/students/me/progress")
        #expect(progress["mastery"]?[0]?["n"] == 1)
    }
}
