import Kernel
import Testing

@testable import Wellness

@Suite struct ScoreTests {
    private let domains = DomainTable.standard(since: day("2020-01-01"))

    private func diary(_ domain: String, _ scores: [Int?], to date: String = "2026-03-10") -> ScoredDiary {
        let entries = scores.enumerated().compactMap { place, score in
            score.map { DiaryScore(domain: domain, date: day(date) + (place + 1 - scores.count), score: $0) }
        }
        return ScoredDiary(entries, by: domains)
    }

    @Test(
        arguments: [
            ("mood", [7, nil, 8, 6, nil, 9, 7], "71.1"), ("stress", [4, 5, nil, nil, nil, 3, 6], "61.1"),
            ("movement", [30, 0, 60, 45, nil, nil, 20], "25.8"),
            ("mood", [nil, nil, nil, nil, 7, 8, 9], nil),
        ] as [(String, [Int?], String?)]
    )
    func `seven dates with four scored ones have a mean`(domain: String, scores: [Int?], shown: String?) {
        let means = diary(domain, scores).rolling(on: day("2026-03-10"))
        #expect(means[domain]?.value.map { Tenths($0).description } == shown)
        #expect(means.total == nil, "one domain of eight is no total")
        #expect(
            means[domain]?.band
                == (shown == nil ? nil : shown == "71.1" ? .green : shown == "61.1" ? .amber : .red)
        )
    }

    @Test func `a score is normalised by the row of its date`() {
        var rows = [DiaryDomain.mood, DiaryDomain.mood]
        (rows[0].since, rows[1].since, rows[1].hi) = (day("2020-01-01"), day("2026-03-10"), 5)
        let table = DomainTable(rows)
        let scores = ["2026-03-09", "2026-03-10"].map {
            DiaryScore(domain: "mood", date: day($0), score: 4)
        }
        let diary = ScoredDiary(scores, by: table)
        let dates = day("2026-03-09")...day("2026-03-10")
        #expect(diary.days(of: "mood", in: dates).map(\.value) == [Ratio(300, over: 9), Ratio(300, over: 4)])
        #expect(diary.days(of: "mood", in: dates).map(\.meetsThreshold) == [false, true])
        #expect(
            table.row("mood", on: day("2019-12-31")) == nil
                && table.row("sleep", on: day("2026-01-01")) == nil
        )
    }

    @Test func `fourteen good dates of twenty`() throws {
        let scores: [Int?] =
            Array(repeating: 8, count: 14) + Array(repeating: 2, count: 6)
            + Array(repeating: nil as Int?, count: 8)
        let circle = diary("mood", scores).resetCircle(on: day("2026-03-10"))
        let mood = try #require(circle.segments.first { $0.domain == "mood" })
        #expect(mood.share.map { Hundredths($0).description } == "0.7")
        #expect(Hundredths(mood.coverage).description == "0.71")
        #expect(circle.share == Ratio(7, over: 10) && !circle.isClosed && circle.resets.isEmpty)
    }

    @Test(arguments: [(14, true), (13, false)])
    func `a circle of one domain is closed from half of the dates`(dates: Int, isClosed: Bool) {
        var domain = DiaryDomain.mood
        domain.since = day("2020-01-01")
        let entries = (0..<dates).map { DiaryScore(domain: "mood", date: day("2026-03-10") + -$0, score: 8) }
        let circle = ScoredDiary(entries, by: DomainTable([domain])).resetCircle(on: day("2026-03-10"))
        #expect(circle.isClosed == isClosed)
    }

    @Test(arguments: [(5, "up"), (4, "steady"), (-4, "steady"), (-5, "down")])
    func `a change has a direction from five points`(points: Int, direction: String) {
        #expect(TrendPoint.Change(Ratio(points)).direction.rawValue == direction)
    }

    @Test func `periods without a span of their own`() {
        #expect(TrendPeriod.allCases.map(\.usualCount) == [30, 12, 4])
    }

    @Test func `a circle without a domain is neither drawn nor closed`() {
        let circle = ScoredDiary([], by: DomainTable([])).resetCircle(on: day("2026-03-10"))
        #expect(circle.share == nil && !circle.isClosed)
    }

    @Test func `a trend has a point for each period of the span`() {
        let points = diary("mood", Array(repeating: 5, count: 40)).trend(
            by: .week,
            over: day("2026-02-18")...day("2026-03-10")
        )
        #expect(
            points.map { "\($0.dates.lowerBound)" } == [
                "2026-02-16", "2026-02-23", "2026-03-02", "2026-03-09",
            ]
        )
        #expect(points[1].change(of: "mood")?.direction == .steady)
        #expect(points.last?.means["mood"]?.value == nil, "two days are no week")
        #expect(points.last?.change(of: "mood") == nil)
    }

    @Test func `a flight east may take a date away, a flight west adds hours`() {
        func zones(_ from: String, _ to: String, _ moment: String) -> ZoneHistory {
            ZoneHistory(
                Zone(from) ?? .utc,
                [ZoneHistory.Change(to: Zone(to) ?? .utc, at: instant(moment))]
            )
        }
        let honolulu = zones("Pacific/Honolulu", "Pacific/Auckland", "2026-03-10T08:00:00Z")
        #expect(honolulu.lived(on: day("2026-03-10")) == .hours(3))
        #expect(honolulu.isBridged(day("2026-03-10")))
        let tokyo = zones("Europe/Rome", "Asia/Tokyo", "2026-05-04T22:00:00Z")
        #expect(tokyo.lived(on: day("2026-05-05")) == .hours(17))
        #expect(!tokyo.isBridged(day("2026-05-05")))
        let half = zones("UTC", "Asia/Singapore", "2026-05-05T00:00:00Z")
        #expect(half.lived(on: day("2026-05-05")) == .hours(16) && !half.isBridged(day("2026-05-05")))
        #expect(ZoneHistory(.rome).lived(on: day("2026-03-29")) == .hours(23))
    }

    @Test func `an entry of tomorrow's date keeps the streak after a flight west`() {
        let dates: Set = [day("2026-03-09"), day("2026-03-10"), day("2026-03-11")]
        let streaks = Streaks(dates, today: day("2026-03-10"), in: ZoneHistory(.utc))
        #expect(streaks.current?.days == 3 && streaks.isLoggedToday)
    }

    @Test func `an unlogged today does not end a streak, an unlogged yesterday does`() {
        let dates: Set = [day("2026-03-08"), day("2026-03-09")]
        #expect(Streaks(dates, today: day("2026-03-10"), in: ZoneHistory(.utc)).current?.days == 2)
        #expect(Streaks(dates, today: day("2026-03-11"), in: ZoneHistory(.utc)).current == nil)
        #expect(Streaks(dates, today: day("2026-03-11"), in: ZoneHistory(.utc)).longest?.days == 2)
        #expect(Streaks([], today: day("2026-03-11"), in: ZoneHistory(.utc)).longest == nil)
    }
}
