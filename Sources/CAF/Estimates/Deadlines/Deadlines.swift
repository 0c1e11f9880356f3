import Kernel
import Platform
import Web

/// `GET /deadlines`: the 730, Redditi PF, IMU and ISEE deadlines of a year, moved to working days.
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

/// The year of the deadlines.
struct DeadlineQuery: Query {
    /// The current year by default.
    var year: TaxYear?
}

/// The tax deadlines of one year.
struct DeadlineCalendar: View {
    /// The calendar year of the dates.
    var year: Int
    /// The day of the law that the dates follow; later laws can change dates of later years.
    var lawAsOf: CivilDate
    /// By their dates in the law.
    var deadlines: [DeadlineView]
}

/// One deadline.
struct DeadlineView: Codable, Sendable {
    /// A stable name, such as `imu.advance`.
    var code: String
    var service: Service.Code
    /// In the language of the request.
    var title: String
    /// The date in the law.
    var nominalDate: CivilDate
    /// The effective date: the next working day where the law moves the deadline.
    var date: CivilDate
    /// Whether the effective date differs from the date in the law.
    var isMoved: Bool
    /// The article of the law.
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
