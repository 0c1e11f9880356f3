import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct RetentionTests {
    @Test func `by month of the first completed job, the customers who complete another later`() async throws
    {
        let scene = try await MarketScene.open()
        _ = try await scene.completed()
        scene.world.clock.set(to: try #require(Instant("2027-03-01T15:00:00Z")))
        _ = try await scene.completed()

        for person in [Person.lina, .ada] {
            let answer = try await scene.analytics("analytics/retention", by: person)
            let cohort = try #require(answer["cohorts"]?[0], "\(answer)")
            #expect(answer["cohorts"]?.arrayValue?.count == 1)
            #expect(cohort["month"] == "2026-11" && cohort["customers"] == 1)
            let later = cohort["later"]?.arrayValue ?? []
            #expect(
                later.compactMap { $0["month"]?.stringValue } == ["2026-12", "2027-01", "2027-02", "2027-03"]
            )
            #expect(later.map { $0["share"]?["value"]?.doubleValue } == [0, 0, 0, 1])
            #expect(later.last?["share"]?["window"] == "2027-03" && later.last?["share"]?["n"] == 1)
            #expect(answer["retention"]?["value"] == 1.0 && answer["retention"]?["n"] == 1, "\(answer)")
            #expect(answer["churn"]?["value"] == 0.0 && answer["churn"]?["window"] == "90 d")
            #expect(answer["threshold"]?["key"] == "churn.threshold_days")
            #expect(answer["threshold"]?["value"] == 90 && answer["threshold"]?["unit"] == "days")
        }
        let others = try await scene.analytics("analytics/retention", by: .leo)
        #expect(others["cohorts"] == [] && others["retention"]?["value"] == .null)
        #expect(others["churn"]?["n"] == 0)
    }

    @Test func `whoever is silent for longer than the threshold is lost`() async throws {
        let scene = try await MarketScene.open()
        try await scene.policy(.churnThresholdDays, 30)
        _ = try await scene.completed()
        scene.world.clock.advance(by: .days(31))

        let answer = try await scene.analytics("analytics/retention", by: .lina)
        #expect(answer["churn"]?["value"] == 1.0 && answer["churn"]?["n"] == 1, "\(answer)")
        #expect(answer["churn"]?["window"] == "30 d" && answer["threshold"]?["value"] == 30)
        #expect(answer["retention"]?["value"] == .null)
    }

    @Test func `every formula has its text, window, unit and policy, for everybody`() async throws {
        let scene = try await MarketScene.open()
        try await scene.policy(.churnThresholdDays, 30)
        for person in [Person.carl, .pia, .lina, .ada] {
            let answer = try await scene.analytics("analytics/definitions", by: person)
            #expect(answer.each("name") == Formula.all.map { .string($0.name) })
            let definitions = answer["data"]?.arrayValue ?? []
            #expect(definitions.allSatisfy { $0["formula"]?.stringValue?.isEmpty == false })
            let churn = definitions.first { $0["name"] == "churn" }
            #expect(churn?["policy"]?["key"] == "churn.threshold_days" && churn?["policy"]?["value"] == 30)
            #expect(churn?["window"] == "30 d" && churn?["unit"] == "ratio")
            let score = definitions.first { $0["name"] == "score" }
            #expect(score?["window"] == "730 d" && score?["policy"] == nil)
        }
    }
}
