import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct SequenceTests {
    private let scene: SequenceScene
    init() async throws { scene = try await SequenceScene.open() }

    @Test func `an event starts a run once, whose steps come at their times`() async throws {
        let id = try await scene.write()
        try await scene.teach()
        try await scene.wait()
        try await scene.wait()
        #expect(scene.mails() == ["È un po' che non ci vediamo"])
        #expect(try await scene.runs("running", of: id) == 1)
        try await scene.wait(.hours(71))
        #expect(scene.mails().count == 1)
        try await scene.wait(.hours(2))
        #expect(scene.mails() == ["È un po' che non ci vediamo", "Hai ancora lezioni da usare"])
        #expect(try await scene.runs("finished", of: id) == 1)
        #expect(scene.mails(to: .sami).isEmpty)
    }

    @Test func `events before the activation start nothing`() async throws {
        try await scene.teach()
        try await scene.wait(.hours(1))
        let id = try await scene.write()
        try await scene.wait()
        #expect(scene.mails().isEmpty)
        #expect(try await scene.runs("running", of: id) == 0)
    }

    @Test(arguments: ["booked", "purchased", "replied"])
    func `sequence steps re-read stop conditions`(_ stop: String) async throws {
        let id = try await scene.write(
            SequenceScene.body("lesson_completed", for: "student", ["stop_on": [.string(stop)]])
        )
        try await scene.teach()
        try await scene.wait()
        #expect(scene.mails().count == 1)
        switch stop {
        case "booked": try await scene.learning.lesson(.requested, began: .hours(-48))
        case "purchased": try await scene.learning.buy(.sara, from: .tina)
        default:
            let answer = try await scene.world.as(.sara).post("/api/v1/support/chat", ["text": "Una domanda"])
            #expect(answer.status == 200, "\(answer)")
        }
        try await scene.wait(.hours(73))
        #expect(scene.mails().count == 1)
        #expect(try await scene.runs("stopped", of: id) == 1)
    }

    @Test func `unsubscribing ends the run`() async throws {
        let id = try await scene.write()
        try await scene.teach()
        try await scene.wait()
        let off = try await scene.world.as(.sara).patch(
            "/api/v1/users/me/preferences",
            ["preferences": [["category": "service", "channel": "email", "enabled": false]]]
        )
        #expect(off.status == 200, "\(off)")
        try await scene.wait(.hours(73))
        #expect(scene.mails().count == 1)
        #expect(try await scene.runs("unsubscribed", of: id) == 1)
        // A new event starts none for somebody who does not want it.
        try await scene.teach()
        try await scene.wait()
        #expect(try await scene.runs("unsubscribed", of: id) == 2)
    }

    @Test func `advertising needs the consent, read anew before each step`() async throws {
        let steps: JSONValue = [
            ["after": 0, "template": "tutoring.sequence.offer", "channel": "in_app"],
            ["after": 24, "template": "tutoring.sequence.news"],
        ]
        let changes: [String: JSONValue] = ["category": "marketing", "steps": steps]
        let id = try await scene.write(SequenceScene.body("lesson_completed", for: "student", changes))
        try await scene.teach()
        try await scene.wait()
        #expect(try await scene.runs("unsubscribed", of: id) == 1)
        try await consent(true)
        try await scene.teach()
        try await scene.wait()
        let shown = try await scene.world.as(.sara).get("/api/v1/notifications?category=marketing")
        #expect(shown["data"]?.arrayValue?.count == 1 && scene.mails().isEmpty, "\(shown)")
        try await consent(false)
        try await scene.wait(.hours(25))
        #expect(try await scene.runs("unsubscribed", of: id) == 2)
        let after = try await scene.world.as(.sara).get("/api/v1/notifications?category=marketing")
        #expect(after["data"]?.arrayValue?.count == 1)
    }

    private func consent(_ isGranted: Bool) async throws {
        let given: JSONValue = [
            "purpose": "marketing", "granted": .bool(isGranted), "policy_version": "2026-01",
        ]
        let answer = try await scene.world.as(.sara).post("/api/v1/users/me/consents", ["consents": [given]])
        guard answer.status < 300 else { throw TestFailure("no consent: \(answer)") }
    }

    @Test func `runs keep their version, and wait while the sequence is paused`() async throws {
        let id = try await scene.write()
        try await scene.teach()
        try await scene.wait()
        let changed = try await scene.change(
            id,
            ["state": "paused", "steps": [["after": 1, "template": "tutoring.sequence.welcome"]]]
        )
        #expect(
            changed["plan"] == 2 && changed["state"] == "paused" && changed["steps"]?.arrayValue?.count == 1
        )
        try await scene.wait(.hours(80))
        #expect(scene.mails().count == 1)
        #expect(try await scene.change(id, ["state": "active"])["state"] == "active")
        try await scene.wait(.hours(2))
        #expect(scene.mails() == ["È un po' che non ci vediamo", "Hai ancora lezioni da usare"])
        try await scene.teach()
        try await scene.wait()
        try await scene.wait(.hours(2))
        #expect(scene.mails().last == "Ciao Sara, cominciamo")
    }

    @Test func `every trigger has its events`() async throws {
        var sequences: [String: String] = [:]
        for (trigger, audience) in [
            ("registered", "student"), ("first_purchase", "student"), ("inactive_30d", "student"),
            ("registered", "tutor"), ("tutor_verified", "tutor"), ("first_purchase", "tutor"),
        ] {
            sequences["\(trigger) \(audience)"] = try await scene.write(
                SequenceScene.body(trigger, for: audience)
            )
        }
        scene.world.clock.advance(by: .minutes(1))
        try await scene.world.enrolStudent("nuovo")
        try await scene.world.enrolTutor("nuova")
        try await scene.learning.buy(.sara, from: .tina)
        try await scene.learning.buy(.sara, from: .tina)
        try await scene.learning.lesson(began: .days(30) + .minutes(58))
        try await scene.wait()
        for (name, id) in sequences {
            #expect(try await scene.runs("running", of: id) == 1, "\(name)")
        }
    }

    @Test func `half of a lot used, and units about to expire, start a run`() async throws {
        let half = try await scene.write(SequenceScene.body("lot_half_used"))
        let ending = try await scene.write(SequenceScene.body("lot_expiring"))
        let lessons = LessonScene(world: scene.world)
        let lot = try await lessons.lot()
        try await scene.wait()
        #expect(try await scene.runs("running", of: half) == 0)
        try await scene.world.db.write { tx in
            let id = ID<Lot>(lot)
            try tx.execute(
                "UPDATE lot SET available = available - granted / 2, used = used + granted / 2 WHERE id = \(id)"
            )
            try tx.execute(
                """
                INSERT INTO lot_entry (id, lot_id, kind, cause, units, ranges, value_minor, at)
                VALUES (\(tx.newID(of: LotEntry.self)), \(id), 'use', 'test', 500, '0-499', 0, \(tx.now))
                """
            )
            try tx.execute("UPDATE lot SET expires_at = \(tx.now + .days(7) + .minutes(3)) WHERE id = \(id)")
        }
        try await scene.wait()
        #expect(try await scene.runs("running", of: half) == 1)
        #expect(try await scene.runs("running", of: ending) == 1)
    }
}
