import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

/// Free texts other than messages that one side reads before the first payment.
@Suite struct MaskedTextTests {
    @Test func `contact data in the name of a student is masked in a thread`() async throws {
        let scene = try await LearningScene.open(isRelated: false)
        let renamed = try await scene.world.as(.sara).patch(
            "/api/v1/users/me",
            ["first_name": "sara@posta.it"]
        )
        #expect(renamed.status == 200 && renamed["first_name"] == "sara@posta.it", "\(renamed)")
        #expect(try await scene.openThread(by: .sara, with: .tina, "Buongiorno!").status == 201)

        let threads = try await scene.world.as(.tina).get("/api/v1/messages/threads")

        #expect(threads.text.contains("[contact] C.") && !threads.text.contains("posta"), "\(threads)")
    }

    @Test func `contact data in names and reasons of a lesson on a plan is masked until it is paid`()
        async throws
    {
        let scene = try await LessonScene.open()
        let learner: JSONValue = ["learner": ["name": "Leo, 338 1234567", "birth_date": "2016-05-04"]]
        let student = try await scene.world.as(.sara).patch("/api/v1/students/me", learner)
        #expect(student.status == 200, "\(student)")
        let lesson = try await scene.booked(
            LessonScene.newYork(10),
            with: .theo,
            lot: try await scene.lot(with: .theo)
        )
        // A plan is paid to the site.
        try await scene.world.db.write { tx in
            try tx.execute("UPDATE purchase SET state = 'pending', paid_at = NULL")
        }
        let shown = try await scene.get("/bookings/\(lesson)", by: .theo)
        #expect(shown["learner"] == "Leo, [contact]", "\(shown)")

        let reason: JSONObject = ["reason": "Write to theo@example.com instead."]
        #expect(try await scene.move(lesson, "decline", by: .theo, reason).status == 200)
        let told = try await scene.get("/bookings/\(lesson)/history")
        #expect(told.text.contains("Write to [contact] instead."), "\(told)")
        try await scene.world.runJobs()
        let mails = scene.world.mails(to: .sara).map(\.text).joined()
        #expect(mails.contains("Write to [contact] instead.") && !mails.contains("theo@example.com"))

        try await scene.world.db.write { tx in
            try tx.execute("UPDATE purchase SET state = 'paid', paid_at = \(tx.now)")
        }
        #expect(try await scene.get("/bookings/\(lesson)/history").text.contains("theo@example.com"))
    }
}
