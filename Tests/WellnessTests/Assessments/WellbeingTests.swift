import Kernel
import Testing

@testable import Wellness

@Suite struct WellbeingTests {
    @Test func `WEMWBS is the sum of fourteen answers`() throws {
        #expect(try WellbeingScale.wemwbs.score(Array(repeating: 1, count: 14)).raw == 14)
        #expect(try WellbeingScale.wemwbs.score(Array(repeating: 5, count: 14)).raw == 70)
        #expect(try WellbeingScale.wemwbs.score(Array(repeating: 3, count: 14)).metric == nil)
    }

    @Test(
        arguments: [
            (7, "7"), (8, "9.51"), (15, "15.84"), (20, "18.59"), (23, "20.73"), (28, "25.03"), (32, "29.31"),
            (34, "32.55"), (35, "35"),
        ]
    )
    func `SWEMWBS has the metric of its sum`(raw: Int, metric: String) throws {
        var answers: [Int?] = Array(repeating: raw / 7, count: 7)
        for index in 0..<raw % 7 { answers[index] = raw / 7 + 1 }
        let score = try WellbeingScale.swemwbs.score(answers)
        #expect(score.raw == raw && score.metric?.description == metric)
    }

    @Test func `the table has twenty-nine increasing values`() {
        let metrics = WellbeingScale.swemwbs.metrics
        #expect(metrics.count == 29 && zip(metrics, metrics.dropFirst()).allSatisfy { $0 < $1 })
    }

    @Test func `each missing and each impossible answer is a fault`() {
        func faults(_ answers: [Int?]) -> [String] {
            do {
                _ = try WellbeingScale.swemwbs.score(answers)
                return []
            } catch {
                return error.faults.map { "\($0.pointer) \($0.refusal.code)" }
            }
        }
        #expect(
            faults([1, nil, 0, 6, 5]) == [
                "/answers/1 assessment.incomplete", "/answers/2 out_of_range", "/answers/3 out_of_range",
                "/answers/5 assessment.incomplete", "/answers/6 assessment.incomplete",
            ]
        )
        #expect(faults(Array(repeating: 3, count: 8)) == ["/answers/7 out_of_range"])
        #expect(faults([]).count == 7)
    }

    @Test func `a change of three is significant, within a fortnight it overlaps`() throws {
        func change(_ before: Int, _ now: Int, days: Int) -> WellbeingChange {
            let start = instant("2026-03-01T10:00:00Z")
            return WellbeingScale.wemwbs.change(
                from: (WellbeingScore(raw: before, metric: nil), start),
                to: (WellbeingScore(raw: now, metric: nil), start + .days(days))
            )
        }
        #expect(
            change(40, 42, days: 14)
                == .init(delta: Hundredths(units: 200), isSignificant: false, isOverlapping: false)
        )
        #expect(
            change(43, 40, days: 13)
                == .init(delta: Hundredths(units: -300), isSignificant: true, isOverlapping: true)
        )
    }

    @Test(
        arguments: [
            (.wemwbs, 44, .low), (.wemwbs, 45, .moderate), (.wemwbs, 59, .moderate), (.wemwbs, 60, .high),
            (.wemwbs, 14, .low), (.wemwbs, 70, .high),
        ] as [(WellbeingScale.Key, Int, WellbeingBand.Level)]
    )
    func `bands of a new installation`(key: WellbeingScale.Key, raw: Int, band: WellbeingBand.Level) {
        let scale = WellbeingScale.scale(key)
        #expect(scale.band(of: WellbeingScore(raw: raw, metric: nil), in: scale.standardBands) == band)
    }

    @Test(arguments: [(21, "low"), (22, "moderate"), (30, "moderate"), (31, "high")])
    func `bands of the short scale go by the metric`(raw: Int, band: String) {
        let scale = WellbeingScale.scale(.swemwbs)
        let score = WellbeingScore(raw: raw, metric: scale.metrics[raw - 7])
        #expect(scale.band(of: score, in: scale.standardBands).rawValue == band)
    }

    @Test func `bands with a gap, an overlap or a missing level are refused`() {
        let scale = WellbeingScale.wemwbs
        func pointers(_ change: (inout [WellbeingBand]) -> Void) -> [String] {
            var bands = scale.standardBands
            change(&bands)
            return scale.faults(of: bands).map(\.pointer)
        }
        #expect(pointers { _ in } == [])
        #expect(pointers { $0[1].from = Hundredths(units: 4600) } == ["/bands/1/from"])
        #expect(pointers { $0[0].to = Hundredths(units: 4500) } == ["/bands/1/from"])
        #expect(pointers { $0[0].from = Hundredths(units: 1500) } == ["/bands/0/from"])
        #expect(pointers { $0[2].to = Hundredths(units: 6900) } == ["/bands/2/to"])
        #expect(pointers { $0.removeLast() } == ["/bands"])
        #expect(WellbeingScale.swemwbs.faults(of: WellbeingScale.swemwbs.standardBands).isEmpty)
    }
}
