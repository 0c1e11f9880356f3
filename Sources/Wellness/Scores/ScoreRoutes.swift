import Kernel
import Platform
import Store
import Web

/// The figures of the caller's own diary.
enum ScoreRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path                     handler  needs
        Get   ("/wellness/scores",        scores,   .diary, "List the caller's scores",
               details: "For each date the mean of the scored dates among the seven that end on it; no value with fewer than four. The latest date comes first.")
        Get   ("/wellness/trends",        trends,   .diary, "Get the caller's trends",
               details: "For each day, ISO week or calendar quarter the mean of its scored dates, with the change from the period before. The earliest period comes first. A week needs three scored dates, a quarter twenty.")
        Get   ("/wellness/reset-circle",  circle,   .diary, "Get the caller's Reset Circle",
               details: "The share of good dates of each domain among the 28 dates that end on a date.")
        Get   ("/wellness/streaks",       streaks,  .diary, "Get the caller's streaks",
               details: "Consecutive local dates with an entry, as they were stored. A date that was mostly lost by a change of time zone neither breaks a streak nor counts.")
    }

    static func scores(_ call: Call, query: ScoreQuery) async throws -> Listing<ScoreView> {
        let me = try call.account
        return try await call.db.read { tx in
            let dates = try DateSpan(from: query.from, to: query.to).dates(
                usually: { $0 + -29 },
                today: DiaryReading.today(of: me, at: call.site, tx)
            )
            return Listing(try ScoreView.list(of: me, in: dates, tx).reversed())
        }
    }

    static func trends(_ call: Call, query: TrendQuery) async throws -> TrendsView {
        let me = try call.account
        return try await call.db.read { tx in
            let domains = try DiaryDomain.table(tx)
            if let domain = query.domain, !domains.isKnown(domain.rawValue) {
                throw Problem(.invalid, faults: [Problem.Fault("query/domain", .logUnknownDomain)])
            }
            let today = try DiaryReading.today(of: me, at: call.site, tx)
            let dates = try query.dates(today: today)
            let reading = query.period.start(of: query.period.start(of: dates.lowerBound) + -1)
            let diary = try ScoredDiary.read(
                of: me,
                in: reading...query.period.dates(containing: dates.upperBound).upperBound,
                by: domains,
                tx
            )
            return TrendsView(diary.trend(by: query.period, over: dates), only: query.domain?.rawValue)
        }
    }

    static func circle(_ call: Call, query: CircleQuery) async throws -> ResetCircleView {
        let me = try call.account
        if let fault = CivilDate.fault(of: query.date, at: "query/date") {
            throw Problem(.invalid, faults: [fault])
        }
        return try await call.db.read { tx in
            let date = try query.date ?? DiaryReading.today(of: me, at: call.site, tx)
            let diary = try ScoredDiary.read(
                of: me,
                in: .last(56, to: date),
                by: DiaryDomain.table(tx),
                tx
            )
            return ResetCircleView(diary.resetCircle(on: date))
        }
    }

    static func streaks(_ call: Call) async throws -> StreaksView {
        let me = try call.account
        return try await call.db.read { tx in
            let streaks = Streaks(
                try DiaryReading.dates(of: me, tx),
                today: try DiaryReading.today(of: me, at: call.site, tx),
                in: try DiaryReading.zones(of: me, at: call.site, tx)
            )
            return StreaksView(streaks)
        }
    }
}
