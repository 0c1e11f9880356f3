import Kernel
import Platform
import TestKit
import Testing

@testable import Tutoring

@Suite struct LastLessonTests {
    @Test func `50 bookings of a last lesson with 3 holds: one winner, losers 409`() async throws {
        let scene = try await MoneyScene.open()
        let lot = try await scene.lessons.lot(1, price: 3_000)
        var holds: [String] = []
        for hour in [10, 12, 14] {
            holds.append(try await scene.lessons.held(LessonScene.rome(hour), lot: lot))
        }
        let chosen = holds

        let answers = try await scene.world.atOnce(50) { n in try await scene.lessons.book(chosen[n % 3]) }

        #expect(answers.statuses == [201: 1, 409: 49], "\(answers.statuses)")
        #expect(try await scene.lot(lot)["reserved"] == 100)
    }

    @Test func `refund of the unused units and 20 bookings of them: the units go one way`() async throws {
        let scene = try await MoneyScene.open()
        let bought = try await scene.buy()
        let hold = try await scene.lessons.held(LessonScene.rome(10), lot: bought.lot)

        let answers = try await scene.world.atOnce(21) { n in
            if n == 10 {
                return try await scene.world.as(.sara).post("/api/v1/purchases/\(bought.purchase)/refund")
            }
            return try await scene.lessons.book(hold)
        }

        #expect(answers.filter { $0.status < 300 }.count == 1, "\(answers.statuses)")
        #expect(answers.allSatisfy { $0.status < 500 })
        try await scene.world.runJobs()
        try await scene.audit()
    }
}
