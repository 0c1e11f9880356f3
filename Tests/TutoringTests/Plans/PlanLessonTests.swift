import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

/// A lesson that is paid with a plan.
@Suite struct PlanLessonTests {
    @Test func `each charge of a plan's lesson has the tutor's document for its value`() async throws {
        let (scene, lot) = try await subscribed()
        _ = try await taught(lot, in: scene)

        let documents = try await scene.world.as(.tina).get("/api/v1/invoices")["data"]?.arrayValue ?? []
        #expect(documents.map { $0["kind"] } == ["receipt"], "\(documents)")
        #expect(documents.map { $0["total_minor"] } == [30_00])
        let received = try await scene.world.as(.sara).get("/api/v1/invoices")["data"]?.arrayValue ?? []
        #expect(received.map { $0["series"] } == ["R", "P"], "\(received)")
        #expect(try await scene.balance(.commission) == -4_50)
        #expect(try await scene.balance(.vat) == -99)
        #expect(try await scene.balance(.deferred) == -90_00)
        #expect(try await scene.isSound())
    }

    @Test func `a tutor gives a plan's lesson back, by the payment that paid for it`() async throws {
        let (scene, lot) = try await subscribed()
        #expect(try await payments(of: .tina, in: scene).isEmpty)
        let lesson = try await taught(lot, in: scene)
        let seen = try await payments(of: .tina, in: scene)
        #expect(seen.map { $0["purpose"] } == ["plan"], "\(seen)")
        let payment = try #require(seen.first?["id"]?.stringValue)
        #expect(try await scene.world.as(.tina).get("/api/v1/payments/\(payment)").status == 200)
        #expect(try await payments(of: .theo, in: scene).isEmpty)
        #expect(try await giveBack(lesson, from: payment, by: .theo, in: scene).status == 404)

        let answer = try await giveBack(lesson, from: payment, by: .tina, in: scene)

        #expect(answer.status == 200 && answer["status"] == "credited", "\(answer)")
        #expect(answer["units"] == 100 && answer["amount_minor"] == 30_00)
        #expect(try await scene.lots().first?.available == 400)
        #expect(try await LessonScene(world: scene.world).state(of: lesson) == "settled")
        #expect(try await scene.balance(.commission) == 0)
        #expect(try await scene.isSound())
        #expect(try await giveBack(lesson, from: payment, by: .tina, in: scene).status == 409)
    }

    @Test func `a plan's lesson with another tutor is not given back`() async throws {
        let (scene, lot) = try await subscribed()
        let terms = TermChanges(mode: .instant, acceptsPlans: true)
        let tony = try await scene.world.enrolTutor("tony", terms: terms)
        _ = try await taught(lot, in: scene)
        let other = try await taught(lot, by: tony, on: "2026-11-24", in: scene)
        let payment = try #require(try await payments(of: .tina, in: scene).first?["id"]?.stringValue)

        let answer = try await giveBack(other, from: payment, by: .tina, in: scene)

        #expect(answer.status == 422 && answer.faults == ["/booking_id": "not_of_this_payment"], "\(answer)")
        #expect(try await LessonScene(world: scene.world).state(of: other) == "completed")
    }

    /// Sara's plan, which Tina accepts, and its first lot.
    private func subscribed() async throws -> (PlanScene, lot: String) {
        let scene = try await PlanScene.open()
        let accepted = try await scene.world.as(.tina).patch(
            "/api/v1/tutors/me",
            ["terms": ["accepts_plans": true]]
        )
        #expect(accepted.status == 200, "\(accepted)")
        try await scene.subscribe(to: scene.create())
        return (scene, try #require(try await scene.lots().first?.id.description))
    }

    private func payments(of person: Person, in scene: PlanScene) async throws -> [JSONValue] {
        try await scene.world.as(person).get("/api/v1/payments")["data"]?.arrayValue ?? []
    }

    private func giveBack(
        _ lesson: String,
        from payment: String,
        by person: Person,
        in scene: PlanScene
    ) async throws -> TestResponse {
        try await scene.world.as(person).post(
            "/api/v1/payments/\(payment)/refund",
            ["reason": "The connection was poor.", "booking_id": .string(lesson)]
        )
    }

    /// A lesson at ten, paid from the plan's lot and completed.
    private func taught(
        _ lot: String,
        by tutor: Person = .tina,
        on day: String = LessonScene.monday,
        in scene: PlanScene
    ) async throws -> String {
        let lessons = LessonScene(world: scene.world)
        let hold = try await lessons.post(
            "/bookings/hold",
            by: .sara,
            [
                "tutor_id": .string(try await scene.world.tutor(of: tutor).description),
                "starts_at": .string(LessonScene.rome(10, on: day)), "lot_id": .string(lot),
                "subject": "mathematics",
            ]
        )
        guard let id = hold.id else { throw TestFailure("no hold: \(hold)") }
        let booked = try await lessons.book(id)
        guard let lesson = booked.id else { throw TestFailure("no booking: \(booked)") }
        try lessons.go(to: LessonScene.rome(11, on: day), .seconds(1))
        let done = try await lessons.move(lesson, "complete", by: tutor)
        guard done.status == 200 else { throw TestFailure("not completed: \(done)") }
        return lesson
    }
}
