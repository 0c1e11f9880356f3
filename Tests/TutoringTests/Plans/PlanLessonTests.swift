import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

/// A lesson that is paid with a plan.
@Suite struct PlanLessonTests {
    @Test func `each charge of a plan's lesson has the tutor's document for its value`() async throws {
        let scene = try await PlanScene.open()
        let accepted = try await scene.world.as(.tina).patch(
            "/api/v1/tutors/me",
            ["terms": ["accepts_plans": true]]
        )
        #expect(accepted.status == 200, "\(accepted)")
        try await scene.subscribe(to: scene.create())
        let lot = try #require(try await scene.lots().first?.id.description)
        try await teach(lot, in: scene)

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

    /// A lesson with Tina on Monday, paid from the plan's lot and completed.
    private func teach(_ lot: String, in scene: PlanScene) async throws {
        let lessons = LessonScene(world: scene.world)
        let hold = try await lessons.post(
            "/bookings/hold",
            by: .sara,
            [
                "tutor_id": .string(try await scene.world.tutor(of: .tina).description),
                "starts_at": .string(LessonScene.rome(10)), "lot_id": .string(lot), "subject": "mathematics",
            ]
        )
        guard let id = hold.id else { throw TestFailure("no hold: \(hold)") }
        let booked = try await lessons.book(id)
        guard let lesson = booked.id else { throw TestFailure("no booking: \(booked)") }
        try lessons.go(to: LessonScene.rome(11), .seconds(1))
        let done = try await lessons.move(lesson, "complete", by: .tina)
        guard done.status == 200 else { throw TestFailure("not completed: \(done)") }
    }
}
