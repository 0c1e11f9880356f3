import Kernel
import Platform
import Web

/// `GET /deadlines`: the 730, IMU, Redditi PF and ISEE dates of a year, moved to working days.
enum Deadlines {
    static func show(_ call: Call, query: DeadlineQuery) async throws -> Cached<DeadlineCalendar> {
        let today = call.site.product.zone.civil(call.now).date
        let year = query.year?.value ?? today.year
        let calendar = try Estimate.table(for: year, among: [Calendar()], at: "query/year")
        return Cached(calendar.shown(for: year, in: call.languages), seconds: 3_600)
    }

    private struct Calendar: DatedParameters {
        let years = TaxDeadline.years

        func shown(for year: Int, in languages: [Language]) -> DeadlineCalendar {
            let deadlines = TaxDeadline.table.filter { $0.since <= year }.compactMap { deadline in
                deadline.nominal(in: year).map { DeadlineView(deadline, $0, in: languages) }
            }
            return DeadlineCalendar(year: year, lawAsOf: TaxDeadline.lawAsOf, deadlines: deadlines)
        }
    }
}

struct DeadlineQuery: Query {
    /// The present year when absent.
    var year: TaxYear?
}

struct DeadlineCalendar: View {
    var year: Int
    /// The calendar is the law of that day; a later year may change.
    var lawAsOf: CivilDate
    /// In the order of the law's dates.
    var deadlines: [DeadlineView]
}

struct DeadlineView: Codable, Sendable {
    var code: String
    var service: Service.Code
    var title: String
    /// As the law has it.
    var nominalDate: CivilDate
    /// On a working day.
    var date: CivilDate
    var isMoved: Bool
    var source: String

    init(_ deadline: TaxDeadline, _ nominal: CivilDate, in languages: [Language]) {
        code = deadline.code
        service = deadline.service
        title = deadline.title.text(in: languages)
        nominalDate = nominal
        date = deadline.moves ? WorkingCalendar.italy.nextWorkingDay(from: nominal) : nominal
        isMoved = date != nominal
        source = deadline.source
    }
}
