import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Tutoring

@Suite struct ConversionTests {
    @Test func `the funnel leads from a visit before the login to a lesson that took place`() async throws {
        let money = try await MoneyScene.open()
        let scene = VisitorScene(world: money.world)
        let now = scene.world.clock.now
        _ = try await scene.send(
            ["visit", "search"].map { VisitorScene.event($0, at: now - .minutes(10), by: "browser-of-sara") }
        )
        _ = try await scene.send([VisitorScene.event("visit", at: now - .minutes(10), by: "somebody-else")])
        try await scene.answer(true, by: .sara)
        _ = try await scene.send(
            [VisitorScene.event("profile", at: scene.world.clock.now, by: "browser-of-sara")],
            as: .sara
        )
        let hold = try await money.lessons.held(LessonScene.rome(10))
        let intent = try await money.intent(["hold_id": .string(hold)], by: .sara)
        try await money.pay(intent)
        try money.lessons.go(to: LessonScene.rome(11), .seconds(1))
        _ = try await money.lessons.move(hold, "complete", by: .tina)

        let answer = try await scene.figures("conversion", "?from=2026-11-21&to=2026-11-21")

        let steps = answer["total"]?["steps"]?.arrayValue ?? []
        #expect(
            steps.compactMap { $0["name"]?.stringValue }
                == ["visit", "search", "profile", "hold", "paid", "completed"]
        )
        #expect(steps.compactMap { $0["people"]?["value"]?.integerValue } == [2, 1, 1, 1, 1, 1], "\(answer)")
        #expect(steps[1]["share"]?["value"]?.doubleValue == 0.5)
    }

    @Test func `revenue is the sums of the ledger`() async throws {
        let money = try await MoneyScene.open()
        let bought = try await money.buy()
        _ = try await money.taught(bought.lot)

        let answer = try await VisitorScene(world: money.world).figures("revenue")

        let total = answer["total"]
        // 27.00: commission 4.05, VAT 0.89, the tutor's 22.06.
        #expect(total?["paid"]?["value"] == 27_000, "\(answer)")
        #expect(total?["charged"]?["value"] == 2_700)
        #expect(total?["commission"]?["value"] == 405)
        #expect(total?["vat"]?["value"] == 89)
        #expect(total?["tutors"]?["value"] == 2_206)
        #expect(total?["fees"]?["value"] == 430)
        #expect(total?["refunded"]?["value"] == 0)
        _ = try await money.world.as(.sara).post("/api/v1/purchases/\(bought.purchase)/refund")
        try await money.world.runJobs()
        let after = try await VisitorScene(world: money.world).figures("revenue")
        #expect(after["total"]?["refunded"]?["value"] == 24_300)
    }

    @Test func `the work of tutors and the activity of students`() async throws {
        let money = try await MoneyScene.open()
        let bought = try await money.buy()
        _ = try await money.taught(bought.lot)
        let scene = VisitorScene(world: money.world)

        let tutors = try await scene.figures("tutors", "")
        let students = try await scene.figures("students", "")
        let usage = try await scene.figures("usage", "")
        let views = try await scene.figures("predictions", "")

        let tina = tutors["tutors"]?.arrayValue?.first { $0["tutor"]?["name"] == "Tina Rossi" }
        #expect(tina?["hours"]?["value"]?.doubleValue == 1, "\(tutors)")
        #expect(tina?["completion"]?["value"]?.doubleValue == 1)
        #expect(tina?["net"]?["value"] == 2_206)
        #expect(tina?["signals"] == [])
        #expect(tutors["net"]?["value"] == 2_206)
        #expect(students["active"]?["value"] == 1 && students["new"]?["value"] == 1, "\(students)")
        #expect(students["retained"]?["value"] == .null && students["retained"]?["reason"] == "too_few_cases")
        #expect(usage["targets"]?.arrayValue?.count == 7, "\(usage)")
        #expect(views["churn"]?["usable"] == false && views["churn"]?["why"] == "too_few_cases", "\(views)")
        #expect(views["churn"]?["students"] == [] && views["churn"]?["brier"]?["value"] == .null)
        #expect(views["demand"]?["usable"] == false && views["demand"]?["lessons"]?["value"] == .null)
    }
}
