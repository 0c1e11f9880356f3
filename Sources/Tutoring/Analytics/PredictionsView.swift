import Kernel
import Platform
import Store
import Web

/// Predictions with their quality.
struct PredictionsView: View {
    /// Students who may not have a lesson within the next 60 days.
    var churn: ChurnView
    /// The lessons of the week that has begun.
    var demand: DemandView

    static func of(_ zone: Zone, _ tx: borrowing Tx) throws -> PredictionsView {
        PredictionsView(
            churn: try ChurnView.of(ChurnPrediction.make(tx), tx),
            demand: DemandView(try LessonWeeks.of(zone, tx))
        )
    }
}

/// The prediction of churn with its quality.
struct ChurnView: Codable, Sendable {
    /// Whether the values say something.
    var usable: Bool
    /// Why they do not; absent when they do.
    var why: PredictionFlaw?
    /// The mean squared error 60 days ago, of the model of 120 days ago.
    var brier: Figure
    /// The same of one chance for all.
    var base: Figure
    /// How much better the model was.
    var skill: Figure
    /// The chance that a student who went was given more than one who stayed.
    var auc: Figure
    /// Predictions and what happened, by tenths of the prediction; empty with too few cases.
    var bins: [Bin]
    /// The present students, those most likely to go first; 100 at most, and none when it is not usable.
    var students: [StudentChance]

    /// Students with similar predictions, 60 days ago.
    struct Bin: Codable, Sendable {
        /// The lowest chance of the bin.
        var from: Double
        /// The mean prediction.
        var predicted: Figure
        /// The share of the students who went.
        var observed: Figure
    }

    /// A student with a prediction.
    struct StudentChance: Codable, Sendable {
        /// A student at risk of leaving, by the first name and an initial.
        var student: StudentCard
        /// The chance of no lesson within the next 60 days.
        var chance: Figure
    }

    private static let window = "P60D"
    private static let formula =
        "1 / (1 + exp(-(w0 + w x))), x standardised: days without a lesson / 30, lessons of 28 days, their change, units / 100, cancels of 56 days, booked or not."

    static func of(_ prediction: ChurnPrediction, _ tx: borrowing Tx) throws -> ChurnView {
        let (quality, flaw) = (prediction.quality, prediction.flaw)
        let chances = flaw == nil ? prediction.chances : []
        let cards = try StudentCard.of(chances.map(\.student), tx)
        return ChurnView(
            usable: flaw == nil,
            why: flaw,
            brier: figure(quality.brier, "Mean of (chance - outcome)^2.", quality.n),
            base: figure(quality.base, "The same with the share of all as the chance.", quality.n),
            skill: figure(quality.skill, "1 - Brier / base.", quality.n),
            auc: figure(
                quality.auc,
                "Pairs of one who went and one who stayed, given in this order.",
                quality.n
            ),
            bins: quality.n < PredictionFlaw.leastCases ? [] : quality.bins.map(Bin.init),
            students: chances.compactMap { row in
                cards[row.student].map {
                    StudentChance(student: $0, chance: figure(row.chance, formula, prediction.fitted))
                }
            }
        )
    }

    fileprivate static func figure(_ value: Double?, _ formula: String, _ n: Int) -> Figure {
        let rounded = value.map { ($0 * 10_000).rounded() / 10_000 }
        return Figure(rounded, .number, formula, over: window, of: n, atLeast: PredictionFlaw.leastCases)
    }
}

extension ChurnView.Bin {
    fileprivate init(_ bin: ForecastQuality.Bin) {
        from = Double(bin.tenth) / 10
        predicted = Figure(bin.predicted, .number, "The mean chance.", over: "P60D", of: bin.n)
        observed = Figure(
            bin.observed,
            .number,
            "The share of the students who went.",
            over: "P60D",
            of: bin.n
        )
    }
}

/// The forecast of a week's lessons with its quality.
struct DemandView: Codable, Sendable {
    /// Whether the value says something.
    var usable: Bool
    /// Why it does not; absent when it does.
    var why: PredictionFlaw?
    /// The Monday of the week that is forecast.
    var week: CivilDate
    /// Its lessons; null when it is not usable.
    var lessons: Figure
    /// The mean absolute error of the last eight weeks.
    var mae: Figure
    /// The same, divided by the error of expecting each week to be like the one before.
    var mase: Figure
    /// The lessons of the whole weeks that are known, the oldest first; empty when it is not usable.
    var history: [Int]

    init(_ weeks: LessonWeeks) {
        let forecast = DemandForecast(weeks.counts)
        let n = weeks.counts.reduce(0, +)
        let window = "P\(forecast.weeks)W"
        let flaw = forecast.flaw(lessons: n)
        usable = flaw == nil
        why = flaw
        week = weeks.present
        lessons = Figure(
            flaw == nil ? forecast.next : nil,
            .number,
            "The mean of four weeks, half with the same week of last year once it is known.",
            over: "P7D",
            of: n
        )
        if let flaw { lessons.reason = flaw.rawValue }
        mae = Self.figure(forecast.error, "Mean of |lessons - forecast|.", window, n)
        mase = Self.figure(
            forecast.scaledError,
            "MAE / mean of |lessons - lessons of the week before|.",
            window,
            n
        )
        history = flaw == nil ? weeks.counts : []
    }

    private static func figure(_ value: Double?, _ formula: String, _ window: String, _ n: Int) -> Figure {
        let rounded = value.map { ($0 * 10_000).rounded() / 10_000 }
        return Figure(rounded, .number, formula, over: window, of: n, atLeast: PredictionFlaw.leastCases)
    }
}

extension DemandForecast {
    /// Nil when the forecast says something.
    func flaw(lessons: Int) -> PredictionFlaw? {
        if lessons < PredictionFlaw.leastCases || weeks == 0 { return .tooFewCases }
        guard let scaledError, scaledError < 1 else { return error == 0 ? nil : .noBetterThanLastWeek }
        return nil
    }
}
