import Kernel
import Testing

@testable import Wellness

@Suite struct WeeklyTests {
    private let week = ISOWeek(containing: day("2026-03-10"))

    private func figures(_ scores: [String: [Int?]]) -> WeeklyFigures {
        // The lists end on the Sunday of the week.
        let entries = scores.flatMap { domain, values in
            values.enumerated().compactMap { place, score in
                score.map {
                    DiaryScore(
                        domain: domain,
                        date: day("2026-03-15") + (place + 1 - values.count),
                        score: $0
                    )
                }
            }
        }
        let diary = ScoredDiary(entries, by: .standard(since: day("2020-01-01")))
        return diary.weekly(week, dates: Set(entries.map(\.date)), in: ZoneHistory(.rome))
    }

    @Test func `a week has means, days, deltas and the streak of its Sunday`() {
        let figures = figures(["mood": [5, 5, 5, 5, 5, 5, 5, 7, 7, 7, nil, 7, 7, 7]])
        #expect(figures.means["mood"]?.value == Ratio(600, over: 9) && figures.means["mood"]?.days == 6)
        #expect(figures.delta(of: "mood") == Ratio(200, over: 9))
        #expect(figures.delta(of: "sleep") == nil && figures.means.total == nil)
        #expect(figures.streak == 3)
    }

    @Test func `two days are no mean, and no entry is no summary`() {
        #expect(figures(["mood": [5, 5]]).means["mood"]?.value == nil)
        #expect(WeeklyFigures.isDue([day("2026-03-15")], in: week))
        #expect(!WeeklyFigures.isDue([day("2026-03-16"), day("2026-03-08")], in: week))
    }

    @Test func `at most three suggestions, one for a domain, by priority and order`() {
        let falling: [Int?] = Array(repeating: 9, count: 7) + Array(repeating: 2, count: 7)
        let found = figures(["mood": falling, "sleep": falling.map { $0.map { $0 + 1 } }]).suggestions(
            SuggestionRule.standard
        )
        #expect(found.map { "\($0.rule.key) \($0.domain ?? "-")" } == ["low sleep", "low mood", "streak -"])

        let steady = figures(["mood": Array(repeating: 7, count: 3)]).suggestions(SuggestionRule.standard)
        #expect(
            steady.map { "\($0.rule.key) \($0.domain ?? "-")" } == [
                "sparse sleep", "sparse energy", "sparse nutrition",
            ]
        )
    }

    @Test func `every suggestion is written in both languages`() {
        #expect(SuggestionRule.standard.allSatisfy { $0.text.languages == [.english, .italian] })
        #expect(SuggestionRule.standard.map(\.priority) == SuggestionRule.standard.map(\.priority).sorted())
    }

    @Test func `a domain that fell and a reset of the circle are found`() {
        let values: [Int?] = Array(repeating: 9, count: 28) + Array(repeating: 5, count: 28)
        let figures = figures([
            "mood": Array(repeating: 9, count: 7) + Array(repeating: 7, count: 7), "sleep": values,
        ])
        let found = figures.suggestions([rule("falling", .falling(by: 10), 1), rule("reset", .reset, 2)])
        #expect(found.map { "\($0.rule.key) \($0.domain ?? "-")" } == ["falling mood", "reset sleep"])
        #expect(figures.suggestions([]).isEmpty)
    }

    private func rule(_ key: String, _ condition: SuggestionRule.Condition, _ priority: Int) -> SuggestionRule
    {
        SuggestionRule(key: key, condition: condition, priority: priority, text: ["en": "Text"])
    }
}
