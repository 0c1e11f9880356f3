import Kernel
import Platform
import Store
import Web

enum WeeklyRoutes {
    // swift-format-ignore
    @RouteTable static var rows: [Route] {
        //     path               handler  needs
        Get   ("/reports/weekly",   weekly,  .personalReport, "Get a weekly summary",
               details: "Of the week that ended last, or of an earlier one. 404 for a week that is not over in the caller's time zone or has no entry.").refuses(.notFound)
    }

    static func weekly(_ call: Call, query: WeekQuery) async throws -> WeeklyView {
        let (me, site, languages) = (try call.account, call.site, call.languages)
        guard query.week?.dates.lowerBound.isOfDiaries != false else { throw Problem(.notFound) }
        let (week, made) = try await call.db.read { tx in
            let today = try DiaryReading.today(of: me, at: site, tx)
            let week = query.week ?? ISOWeek(containing: today).previous
            let made = try WeeklySummary.find(week, of: me, tx).map {
                try WeeklyView($0, of: me, in: languages, at: site, tx)
            }
            return (week, made)
        }
        if let made { return made }
        return try await call.db.write { tx in
            guard let summary = try WeeklySummary.make(week, of: me, at: site, tx) else {
                throw Problem(.notFound)
            }
            return try WeeklyView(summary, of: me, in: languages, at: site, tx)
        }
    }
}
