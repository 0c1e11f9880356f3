import Kernel
import Platform
import TestKit
import Testing

@testable import Marketplace

@Suite struct FormulaTests {
    @Test func `score: the vectors`() throws {
        for vector in try MarketVectors.list("score") {
            let marks = try #require(vector["ratings"]?.arrayValue).compactMap(\.integerValue).map(Int.init)
            let mean = try #require(vector["m"]?.doubleValue)
            let score = Ratings.score.value(
                of: marks,
                mean: SiteMean(total: Int((mean * 10).rounded()), count: 10)
            )
            #expect(score.map { Double($0) / 100 } == vector["score"]?.doubleValue)
        }
    }

    @Test func `response: the lower median, at most 2,880, from 5 on`() throws {
        for vector in try MarketVectors.list("response") {
            let minutes = try #require(vector["minutes"]?.arrayValue).compactMap(\.integerValue).map(Int.init)
            let expected = vector["response"]?.integerValue.map(Int.init)
            #expect(ResponseTime.median(of: minutes) == expected)
            #expect(ResponseTime.median(of: minutes.reversed()) == expected)
        }
        #expect(ResponseTime.median(of: [9_999, 9_999, 9_999, 3, 4]) == 2_880)
    }

    @Test func `retention: who completed in both windows, of those in the first`() {
        #expect(CustomerRetention.share(of: ["A", "B", "C", "D"], in: ["B", "D", "E"]) == 0.5)
        #expect(CustomerRetention.share(of: Set<String>(), in: ["B"]) == nil)
    }

    @Test func `churn: silent for longer than the threshold, of those active at its start`() {
        let end = Instant(seconds: 1_800_000_000)
        let silent = [91, 90, 10, 0]
        let customers = silent.map { days in
            Churn.Activity(beforeStart: end - .days(max(days, 100)), last: end - .days(days))
        }
        // The one who has been silent for 91 days was active at the start, which is 90 days ago.
        let gone = Churn.Activity(beforeStart: end - .days(91), last: end - .days(91))
        let churn = Churn([gone] + customers.dropFirst(), threshold: .days(90), at: end)
        #expect(churn == Churn.of(active: 4, lost: 1) && churn.share == 0.25)
        let strangers = [
            Churn.Activity(beforeStart: nil, last: end),
            .init(beforeStart: end - .days(181), last: end - .days(181)),
        ]
        #expect(Churn(strangers, threshold: .days(90), at: end).share == nil)
    }

    @Test func `a figure is a value with unit, formula, window and n; null at n = 0`() throws {
        let text = try JSON.text(of: Figure(.win, 1, of: 4))
        #expect(
            text
                == #"{"value":0.25,"unit":"ratio","formula":"Quotes won / jobs quoted.","window":"90 d","n":4}"#
        )
        let none = try JSON.value(of: Figure(.score, 4, of: 0))
        #expect(none["value"] == .null && none["n"] == 0)
        #expect(Set(Formula.all.map(\.name)).count == Formula.all.count)
    }
}

extension Churn {
    fileprivate static func of(active: Int, lost: Int) -> Churn {
        let end = Instant(seconds: 0)
        let threshold = Duration.days(1)
        let here = Activity(beforeStart: end - threshold, last: end)
        let gone = Activity(beforeStart: end - .hours(25), last: end - .hours(25))
        return Churn(
            Array(repeating: here, count: active - lost) + Array(repeating: gone, count: lost),
            threshold: threshold,
            at: end
        )
    }
}
