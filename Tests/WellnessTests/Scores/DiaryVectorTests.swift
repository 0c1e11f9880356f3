import Kernel
import Testing

@testable import Wellness

/// Scores, trends, circles and streaks are those of an independent program.
@Suite struct DiaryVectorTests {
    private static let domains: DomainTable = {
        func domain(_ key: String, _ hi: Int, _ position: Int) -> DiaryDomain {
            DiaryDomain(key: key, since: day("2020-01-01"), lo: hi == 10 ? 1 : 0, hi: hi, position: position)
        }
        var rows = [
            domain("sleep", 10, 1), domain("mood", 10, 2), domain("stress", 10, 3), domain("focus", 5, 4),
            domain("movement", 120, 5),
        ]
        (rows[1].weight, rows[2].direction, rows[4].weight, rows[4].step) = (2, .down, 3, 5)
        return DomainTable(rows)
    }()

    @Test func `rolling scores, trends and circles`() throws {
        let cases = try Vectors.cases("diaries")
        #expect(cases.count == 25)

        for vector in cases {
            let scores = (vector["scores"]?.elements ?? []).map { row in
                DiaryScore(
                    domain: row[0]?.stringValue ?? "",
                    date: row[1]?.date ?? .placeholder,
                    score: row[2]?.int ?? 0
                )
            }
            let diary = ScoredDiary(scores, by: Self.domains)
            let date = try #require(vector["date"]?.date)
            let rolling = diary.rolling(on: date)
            for (key, expected) in vector["rolling"]?.members ?? [] {
                let mean = try #require(rolling[key])
                #expect(
                    [mean.value.map { Tenths($0).units }, mean.days] == [expected[0]?.int, expected[1]?.int]
                )
            }
            #expect(rolling.total.map { Tenths($0).units } == vector["total"]?.int)
            try checkCircle(diary.resetCircle(on: date), vector["circle"] ?? .null)
            for period in TrendPeriod.allCases {
                let points = diary.trend(by: period, over: date...date)
                try checkTrend(points, vector[period.rawValue] ?? .null)
            }
        }
    }

    private func checkCircle(_ circle: ResetCircle, _ expected: JSONValue) throws {
        #expect(circle.share.map { Hundredths($0).units } == expected["circle"]?.int)
        #expect(circle.isClosed == expected["closed"]?.boolValue)
        let resets = (expected["resets"]?.elements ?? []).map {
            [$0[0]?.stringValue, $0[1]?.int.map(String.init)]
        }
        #expect(circle.resets.map { [$0.domain, String(Hundredths($0.drop).units)] } == resets)
        for segment in circle.segments {
            let numbers = [segment.coverage, segment.share, segment.previousShare]
            let found = numbers.map { $0.map { Hundredths($0).units } }
            #expect(found == expected["domains"]?[segment.domain]?.elements.map(\.int))
            #expect(segment.isDrawn == (segment.coverage >= Ratio(1, over: 4)))
        }
    }

    private func checkTrend(_ points: [TrendPoint], _ expected: JSONValue) throws {
        let point = try #require(points.first)
        #expect(points.count == 1)
        #expect(point.dates.lowerBound == expected["from"]?.date)
        #expect(point.dates.upperBound == expected["to"]?.date)
        #expect(point.means.total.map { Tenths($0).units } == expected["total"]?.int)
        for (key, figures) in expected["domains"]?.members ?? [] {
            let mean = try #require(point.means[key])
            let change = point.change(of: key)
            #expect(mean.value.map { Tenths($0).units } == figures[0]?.int)
            #expect(mean.days == figures[1]?.int)
            #expect(change.map { Tenths($0.difference).units } == figures[2]?.int)
            #expect(change?.direction.rawValue == figures[3]?.stringValue)
        }
    }

    @Test func `streaks of people who travel`() throws {
        let cases = try Vectors.cases("streaks")
        #expect(cases.count == 120)

        for vector in cases {
            let changes = (vector["changes"]?.elements ?? []).compactMap { row in
                Zone(row[0]?.stringValue ?? "").map {
                    ZoneHistory.Change(to: $0, at: row[1]?.instant ?? .placeholder)
                }
            }
            let zones = ZoneHistory(try #require(Zone(vector["zone"]?.stringValue ?? "")), changes)
            let today = zones.date(at: vector["now"]?.instant ?? .placeholder)
            let dates = Set((vector["dates"]?.elements ?? []).compactMap(\.date))
            let streaks = Streaks(dates, today: today, in: zones)

            #expect(today == vector["today"]?.date)
            #expect(streaks.current.vector == vector["current"], "\(vector.text)")
            #expect(streaks.longest.vector == vector["longest"], "\(vector.text)")
            for row in vector["lived"]?.elements ?? [] {
                #expect(zones.lived(on: row[0]?.date ?? .placeholder) == .seconds(row[1]?.int ?? -1))
            }
        }
    }
}

extension Streak? {
    fileprivate var vector: JSONValue {
        guard let self else { return .null }
        return [
            .integer(Int64(self.days)), .string("\(self.from)"), .string("\(self.to)"),
            .array(self.bridged.map { .string("\($0)") }),
        ]
    }
}
