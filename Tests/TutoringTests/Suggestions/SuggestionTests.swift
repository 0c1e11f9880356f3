import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct SuggestionTests {
    @Test func `suggested times are free for both, the usual hour next to another lesson first`() async throws
    {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(3)
        // Sara's only lesson is on Monday at ten; Sami's next to the hour of the Monday after it.
        _ = try await scene.booked(LessonScene.rome(10), lot: lot)
        _ = try await scene.booked(
            LessonScene.rome(11, 30, on: "2026-11-30"),
            by: .sami,
            lot: scene.lot(of: .sami)
        )
        let tutor = try await scene.world.tutor(of: .tina)
        let answer = try await scene.get("/bookings/suggestions?tutor_id=\(tutor)")

        let all = answer["data"]?.arrayValue ?? []
        #expect(answer.status == 200 && all.count == 10, "\(answer)")
        #expect(all.first?["starts_at"]?.stringValue == LessonScene.rome(10, on: "2026-11-30"))
        // .5 + .3 + .2 (1 - 8/14): not quite nine days ahead.
        #expect([871, 885].contains(all.first?["score"]?.integerValue), "\(all.first ?? .null)")
        let parts = all.first?["parts"]?.arrayValue ?? []
        #expect(parts.map { $0["weight"]?.integerValue } == [50, 30, 20])
        #expect(parts.prefix(2).map { $0["value"]?.integerValue } == [1_000, 1_000])
        let scores = all.map { $0["score"]?.integerValue ?? 0 }
        #expect(scores == scores.sorted(by: >))
        #expect(!all.contains { $0["starts_at"]?.stringValue == LessonScene.rome(10) }, "taken")
    }

    @Test func `a linked calendar of the student counts as busy`() async throws {
        let scene = try await LessonScene.open()
        let account = try await scene.world.account(of: .sara)
        try await scene.world.db.write { tx in
            let resource = try BookingResource.open(for: account, in: .rome, keepsOfficeDays: false, tx)
            try OutsideBusy.put(source: "google", key: "a", tx.now..<tx.now + .days(16), of: resource.id, tx)
        }
        let tutor = try await scene.world.tutor(of: .tina)
        let answer = try await scene.get("/bookings/suggestions?tutor_id=\(tutor)")
        #expect(answer.status == 200 && answer["data"] == [], "\(answer)")
        let other = try await scene.get("/bookings/suggestions?tutor_id=\(tutor)&minutes=30", by: .sami)
        #expect(other["data"]?.arrayValue?.count == 10)
    }

    @Test func `figures of lessons: booked, taught, cancelled by whom and tier, absences, fill`() async throws
    {
        let scene = try await LessonScene.open()
        let lot = try await scene.lot(4)
        let taught = try await scene.booked(LessonScene.rome(10), lot: lot)
        let missed = try await scene.booked(LessonScene.rome(12), lot: lot)
        let cancelled = try await scene.booked(LessonScene.rome(14), lot: lot)
        _ = try await scene.move(cancelled, "cancel", by: .sara)
        try scene.go(to: LessonScene.rome(12, 30))
        _ = try await scene.move(taught, "complete", by: .tina)
        let absence = try await scene.move(missed, "no-show", by: .tina)
        #expect(absence.status == 200, "\(absence)")
        let path = "/bookings/analytics?from=2026-11-23&to=2026-11-24"
        let answer = try await scene.get(path, by: .tina)

        #expect(answer.status == 200, "\(answer)")
        #expect(answer["booked"]?["value"] == 3 && answer["completed"]?["value"] == 1)
        #expect(answer["student_absent"]?["value"] == 1 && answer["tutor_absent"]?["value"] == 0)
        let tiers = answer["cancelled"]?.arrayValue ?? []
        #expect(tiers.count == 1 && tiers.first?["by"] == "student" && tiers.first?["share"] == 100)
        // An hour of two days from nine to six.
        #expect(answer["fill"]?["n"] == 1_080 && answer["fill"]?["value"] == 0.0556, "\(answer)")
        #expect(answer["booked"]?["window"] == "2026-11-23/2026-11-24")
        #expect(answer["hours"]?.arrayValue?.first == ["weekday": 1, "hour": 10, "n": 1])
        #expect(try await scene.get(path, by: .ada)["booked"]?["value"] == 3)
        #expect(try await scene.get(path, by: .theo)["booked"]?["value"] == 0)
        #expect(try await scene.get(path).status == 403)
        let long = try await scene.get("/bookings/analytics?from=2026-01-01&to=2027-11-24", by: .tina)
        #expect(long.status == 422)
    }
}
