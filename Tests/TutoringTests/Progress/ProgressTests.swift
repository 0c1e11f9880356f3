import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct ProgressTests {
    private func note(
        _ scene: LearningScene,
        on lesson: String,
        visible: Bool = true,
        by person: Person = .tina,
        files: [String] = []
    ) async throws -> TestResponse {
        try await scene.world.as(person).post(
            "/api/v1/bookings/\(lesson)/lesson-notes",
            [
                "text": .string(visible ? "Bene le derivate." : "Va incoraggiata."), "topics": ["derivate"],
                "visible": .bool(visible), "file_ids": .array(files.map { .string($0) }),
            ]
        )
    }

    @Test func `lesson notes: visible ones for the student, all for their tutor, never changed`() async throws
    {
        let scene = try await LearningScene.open()
        let (lesson, file) = (try await scene.lesson(), try await scene.file())
        let visible = try await note(scene, on: lesson, files: [file])
        #expect(visible.status == 201 && visible["text"] == "Bene le derivate.", "\(visible)")
        #expect(try await note(scene, on: lesson, visible: false).status == 201)
        let own = try await scene.world.as(.sara).get("/api/v1/students/me/progress")
        #expect(
            own["notes"]?.arrayValue?.count == 1 && own["notes"]?[0]?["files"]?[0]?["id"] == .string(file),
            "\(own)"
        )
        let sara = try await scene.world.id(of: .sara)
        let tutor = try await scene.world.as(.tina).get("/api/v1/students/\(sara)/progress")
        #expect(tutor["notes"]?.arrayValue?.count == 2)
        await #expect(throws: (any Error).self) {
            try await scene.world.db.write { tx in try tx.execute("UPDATE lesson_note SET body = 'x'") }
        }
    }

    @Test func `a note before the start is 409, one on a cancelled lesson too, and the 21st`() async throws {
        let scene = try await LearningScene.open()
        let ahead = try await scene.lesson(.settled, began: .hours(-5))
        #expect(try await note(scene, on: ahead).problem == .lessonNotStarted)
        #expect(try await note(scene, on: try await scene.lesson(.cancelled)).problem == .illegalTransition)
        let lesson = try await scene.lesson()
        #expect(try await note(scene, on: lesson, by: .theo).status == 404)
        #expect(try await note(scene, on: lesson, by: .sara).status == 403)
        let answers = try await scene.world.atOnce(25) { _ in try await note(scene, on: lesson) }
        #expect(answers.statuses == [201: 20, 409: 5])
    }

    @Test func `progress: lessons, hours, homework, goals, and material on weak topics`() async throws {
        let scene = try await LearningScene.open()
        let homework = try await scene.homework()
        _ = try await scene.handIn(homework)
        _ = try await scene.grade(homework, ["derivate": 40])
        let material = try await scene.file("regole.png", on: "Derivate")
        _ = try await scene.file("altro.png", on: "integrali")
        _ = try await scene.share(material)
        let own = try await scene.world.as(.sara).get("/api/v1/students/me/progress")
        #expect(
            own["lessons"] == 2 && own["hours"]?.doubleValue == 2 && own["student"]?["name"] == "Sara C.",
            "\(own)"
        )
        #expect(own["homework"]?[0]?["id"] == .string(homework))
        #expect(own["material"]?.arrayValue?.count == 1)
        #expect(own["material"]?[0]?["file"]?["id"] == .string(material))
        #expect(own["material"]?[0]?["why"] == "La padronanza dell'argomento è 40 su 100.")
    }

    @Test func `tutors read assigned students only, and their own part`() async throws {
        let scene = try await LearningScene.open()
        _ = try await scene.homework()
        let sara = try await scene.world.id(of: .sara)
        #expect(try await scene.world.as(.theo).get("/api/v1/students/\(sara)/progress").status == 404)
        try await scene.lesson(with: .theo)
        let theo = try await scene.world.as(.theo).get("/api/v1/students/\(sara)/progress")
        #expect(
            theo.status == 200 && theo["lessons"] == 1 && theo["homework"]?.arrayValue?.isEmpty == true,
            "\(theo)"
        )
        scene.world.clock.advance(by: .days(181))
        #expect(try await scene.world.as(.theo).get("/api/v1/students/\(sara)/progress").status == 404)
        #expect(
            try await scene.world.as(.tina).get("/api/v1/students/\(sara)/progress").status == 200,
            "unrefunded"
        )
        let tina = try await scene.world.id(of: .tina)
        #expect(try await scene.world.as(.sara).get("/api/v1/students/\(tina)/progress").status == 404)
        #expect(try await scene.world.as(.tina).get("/api/v1/students/me/progress").status == 404)
        #expect(try await scene.world.as(.sara).get("/api/v1/students/\(sara)/progress").status == 200)
    }

    @Test func `administrators give a reason, which the student reads`() async throws {
        let scene = try await LearningScene.open()
        let path = "/api/v1/students/\(try await scene.world.id(of: .sara))/progress"
        #expect(try await scene.world.as(.ada).get(path).faults == ["query/reason": "required"])
        let read = try await scene.world.as(.ada).get("\(path)?reason=Complaint%20about%20a%20tutor")
        #expect(read.status == 200, "\(read)")
        try await scene.world.runJobs()
        #expect(scene.world.mails(to: .sara).contains { $0.text.contains("Complaint about a tutor") })
        #expect(try await scene.world.audit().contains("progress.read"))
    }

    @Test func `an erased student leaves no learning behind`() async throws {
        let scene = try await LearningScene.open()
        let homework = try await scene.homework()
        _ = try await scene.handIn(homework)
        _ = try await scene.grade(homework, ["derivate": 40])
        _ = try await scene.file(by: .sara)
        let sara = try await scene.world.account(of: .sara)
        try await scene.world.db.write { tx in
            for data in progressData + Feature.folders.personalData {
                for step in data.erasure.steps(sara, tx.now) { try tx.execute(step) }
            }
        }
        let left = try await scene.world.db.read { tx in
            try tx.value(
                """
                SELECT (SELECT COUNT(*) FROM homework) + (SELECT COUNT(*) FROM topic_mark)
                     + (SELECT COUNT(*) FROM user_file u WHERE u.owner_id = \(sara))
                """,
                as: Int.self
            )
        }
        #expect(left == 0)
    }
}
