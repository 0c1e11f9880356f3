import Kernel
import Platform
import Store
import Web

/// The figures of a provider by month.
struct ProviderAnalyticsView: View {
    /// The provider whose figures these are.
    var providerId: ID<Provider>
    /// The first day, in the zone of the provider's region.
    var from: CivilDate
    /// The last day.
    var to: CivilDate
    /// The figures of the whole time.
    var total: Figures
    /// The figures by month, oldest first; the first and the last may be parts.
    var months: [Month]

    /// The figures of a month.
    struct Month: Codable, Sendable {
        /// As `2026-11`.
        var month: String
        /// The figures of its days.
        var figures: Figures
    }

    /// A provider's figures of some time.
    struct Figures: Codable, Sendable {
        /// The mean of the ratings by customers, as it stood at the end of the time.
        var score: Figure
        /// How fast the provider answered what was asked in the time.
        var response: Figure
        /// How many awarded jobs the provider completed.
        var completion: Figure
        /// How many jobs began in time.
        var onTime: Figure
        /// How many quotes were won.
        var win: Figure
        /// The completed jobs.
        var completed: Figure
    }

    static func of(
        _ provider: Provider,
        in period: AnalyticsPeriod,
        _ tx: borrowing Tx
    ) throws -> ProviderAnalyticsView {
        var months: [Month] = []
        for (month, days) in period.months {
            months.append(Month(month: month.description, figures: try Figures(provider.id, in: days, tx)))
        }
        return ProviderAnalyticsView(
            providerId: provider.id,
            from: period.from,
            to: period.to,
            total: try Figures(provider.id, in: period, tx),
            months: months
        )
    }
}

extension ProviderAnalyticsView.Figures {
    init(_ provider: ID<Provider>, in period: AnalyticsPeriod, _ tx: borrowing Tx) throws {
        let (start, end) = (period.start, period.end)
        let moment = min(end, tx.now)
        let marks = try Ratings.score.marks(about: Ratings.ofProviders, provider, at: moment, tx)
        let mean = try Ratings.score.mean(about: Ratings.ofProviders, at: moment, tx)
        let points = Ratings.score.value(of: marks.map(\.overall), mean: mean)
        let answers = try ResponseTime.cases(of: provider, from: start, until: end, at: tx.now, tx)
        // The first moment belongs to a period, and that after its last day does not.
        let instant = Duration.microseconds(1)
        let work = try ProviderWork.of(provider, from: start - instant, until: end - instant, tx)
        let response = ResponseTime.median(of: answers)

        score = Figure(.score, points.map { Double($0) / 100 }, of: marks.count)
        self.response = Figure(.response, response.map(Double.init), of: answers.count).over(period.window)
        completion = Figure(.completion, work.completed, of: work.awarded).over(period.window)
        onTime = Figure(.onTime, work.onTime, of: work.started).over(period.window)
        win = Figure(.win, work.won, of: work.quoted).over(period.window)
        completed = Figure(.jobsCompleted, count: work.completed).over(period.window)
    }
}
