import Kernel
import Testing

@testable import Tutoring

@Suite struct FraudSignalTests {
    private func score(_ change: (inout FraudFacts) -> Void) -> Int {
        var facts = FraudFacts()
        change(&facts)
        return FraudSignal.score(facts.signals)
    }

    @Test func `each signal has its weight from its limit on`() {
        #expect(score { _ in } == 0)
        #expect(score { $0.intents = 4 } == 0 && score { $0.intents = 5 } == 30)
        #expect(score { $0.declines = 2 } == 0 && score { $0.declines = 3 } == 25)
        #expect(
            score {
                $0.cardCountry = "US"
                $0.profileCountry = "IT"
            } == 15
        )
        #expect(score { $0.cardCountry = "US" } == 0)
        #expect(
            score {
                $0.age = .hours(23)
                $0.amount = 30_000
            } == 20
        )
        #expect(
            score {
                $0.age = .hours(23)
                $0.amount = 29_999
            } == 0
        )
        #expect(
            score {
                $0.age = .hours(24)
                $0.amount = 30_000
            } == 0
        )
        #expect(score { $0.sharesSide = true } == 60)
        #expect(score { $0.praise = 2 } == 0 && score { $0.praise = 3 } == 25)
    }

    @Test func `refunds 3 in 90 d and more than 40%`() {
        #expect(score { ($0.refunds, $0.purchases) = (2, 2) } == 0)
        #expect(score { ($0.refunds, $0.purchases) = (3, 8) } == 0)
        #expect(score { ($0.refunds, $0.purchases) = (4, 10) } == 0)
        #expect(score { ($0.refunds, $0.purchases) = (3, 7) } == 30)
    }

    @Test func `the score is the sum, at most 100`() {
        #expect(FraudSignal.score([.manyIntents, .cardAbroad]) == 45)
        #expect(FraudSignal.score(FraudSignal.allCases) == 100)
        #expect(FraudSignal.score([.praise, .praise]) == 25)
    }
}
