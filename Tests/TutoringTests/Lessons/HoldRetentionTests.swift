import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct HoldRetentionTests {
    private func due(_ scene: MoneyScene) async throws -> Int64? {
        let rules = try await scene.world.as(.ada).get("/api/v1/admin/retention")["data"]?.arrayValue ?? []
        return rules.first { $0["name"] == "released_holds" }?["due"]?.integerValue
    }

    @Test func `released holds go after 13 months; lessons, and holds with a purchase, stay`() async throws {
        let scene = try await MoneyScene.open()
        let dropped = try await scene.lessons.held(LessonScene.rome(10))
        let unpaid = try await scene.lessons.held(LessonScene.rome(12))
        _ = try await scene.intent(["hold_id": .string(unpaid)], by: .sara)
        for hold in [dropped, unpaid] {
            let answer = try await scene.world.as(.sara).delete("/api/v1/bookings/hold/\(hold)")
            #expect(answer.status == 204, "\(answer)")
        }
        let lesson = try await scene.lessons.booked(LessonScene.rome(14), lot: scene.lessons.lot())

        scene.world.clock.advance(by: .days(395))
        #expect(try await due(scene) == 0)
        scene.world.clock.advance(by: .days(2))
        #expect(try await due(scene) == 1)
        try await scene.world.tick()

        #expect(try await scene.lessons.get("/bookings/\(dropped)").status == 404)
        #expect(try await scene.lessons.state(of: unpaid) == "released")
        #expect(try await scene.lessons.state(of: lesson) == "completed")
        #expect(try await scene.lessons.count("booking WHERE holder_id IS NULL") == 1)
        let gone = ID<Lesson>(dropped)
        #expect(try await scene.lessons.count("history WHERE subject_id = \(gone)") == 0)
    }
}
