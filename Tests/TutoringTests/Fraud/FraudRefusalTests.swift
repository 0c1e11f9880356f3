import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct FraudRefusalTests {
    /// Both sides on one phone.
    private func shareDevice(_ world: World, _ one: Person, _ other: Person) async throws {
        let ids = [try await world.account(of: one), try await world.account(of: other)]
        try await world.db.write { tx in
            for id in ids {
                try tx.execute(
                    """
                    INSERT INTO session (id, account_id, counter, rotated_at, created_at, last_used_at, expires_at, address,
                                         device)
                    VALUES (\(tx.newID(of: Session.self)), \(id), 1, \(tx.now), \(tx.now), \(tx.now), \(tx.now + .days(30)),
                            '192.0.2.7', 'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X)')
                    """
                )
            }
        }
    }

    @Test func `a purchase with a score of 70 or more is refused, and its suspicion stays`() async throws {
        let scene = try await MoneyScene.open()
        try await shareDevice(scene.world, .sara, .tina)
        // 270.00 are not yet 300.00: 60 alone is no refusal.
        let first = try await scene.order()
        #expect(first.status == 201, "\(first)")
        #expect(try await scene.suspicions().first?["score"] == 60)
        let purchase = try #require(first.id)
        try await scene.pay(scene.intent(purchase))

        let refused = try await scene.order()

        #expect(refused.status == 403)
        #expect(refused.problem == .fraudRefused)
        // The paid purchase has raised a case about the tutor, too.
        let rows = try await scene.suspicions()
        let row = try #require(rows.first { $0["subject"]?["kind"] == "student" })
        #expect(row["score"] == 80, "\(row)")
        #expect(
            Set(row["signals"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? [])
                == ["same_sides", "new_account"]
        )
        #expect(try await scene.world.as(.sara).get("/api/v1/purchases")["data"]?.arrayValue?.count == 1)
    }

    @Test func `the intent of a held lesson is refused in the same way`() async throws {
        let scene = try await MoneyScene.open()
        try await shareDevice(scene.world, .sara, .tina)
        try await scene.buy()
        let hold = try await scene.lessons.held(LessonScene.rome(10))

        let answer = try await scene.world.as(.sara).post(
            "/api/v1/payments/intents",
            ["hold_id": .string(hold)]
        )

        #expect(answer.status == 403 && answer.problem == .fraudRefused, "\(answer)")
        #expect(try await scene.lessons.state(of: hold) == "held")
    }

    @Test func `5 intents in 10 min, 3 declines in an hour and a foreign card are seen`() async throws {
        let scene = try await MoneyScene.open()
        let sami = try await scene.world.account(of: .sami)
        for number in 0..<5 {
            let purchase = try #require(try await scene.order(by: .sami).id)
            let intent = try await scene.intent(purchase, by: .sami)
            if number < 3 {
                try await scene.stripe.act("confirm/\(intent.reference)", ["declines": "true"])
                try await scene.world.hear(scene.stripe)
            }
            if number == 3 { try await scene.pay(intent, ["country": "IT"]) }
        }

        let facts = try await scene.world.db.read { tx in try FraudFacts.of(student: sami, tx) }

        #expect(facts.intents == 5)
        #expect(facts.declines == 3)
        #expect(facts.cardCountry == "IT" && facts.profileCountry == "US")
        #expect(Set(facts.signals).isSuperset(of: [.manyIntents, .declines, .cardAbroad]))
        try await scene.world.runJobs()
        #expect(try await scene.suspicions().first?["subject"]?["name"] == "Sami R.")
    }

    @Test func `three 5-star reviews from accounts younger than a week are seen`() async throws {
        let scene = try await MoneyScene.open()
        let tina = try await scene.world.tutor(of: .tina)
        for name in ["anna", "bruno", "carla"] {
            let student = try await scene.world.enrolStudent(name)
            let account = try await scene.world.account(of: student)
            try await scene.world.db.write { tx in
                try tx.execute(
                    """
                    INSERT INTO review (id, subject_kind, subject_id, side, author_id, about_kind, about_id, pair_id, overall,
                                        marks, state, published_at, is_flagged, created_at, updated_at, version)
                    VALUES (\(tx.newID(of: Review.self)), 'lesson', \(tx.newID(of: Lesson.self)), 'student', \(account),
                            \(Tutor.kind), \(tina), \(tx.newID(of: ReviewPair.self)), 5, '{}', 'published', \(tx.now),
                            \(false), \(tx.now), \(tx.now), 1)
                    """
                )
            }
        }

        let facts = try await scene.world.db.read { tx in try FraudFacts.of(tutor: tina, tx) }

        #expect(facts.praise == 3)
        #expect(facts.signals == [.praise])
    }
}
