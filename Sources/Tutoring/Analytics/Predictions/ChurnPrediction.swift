import Kernel
import Platform
import Store

/// The students who may not have a lesson within the next 60 days.
struct ChurnPrediction: Sendable {
    /// How good the model of 120 days ago was 60 days ago.
    let quality: ForecastQuality
    /// The chances of the present students, the greatest first.
    let chances: [(student: ID<Account>, chance: Double)]

    /// The students of 120 days ago, from whom the model is made.
    let fitted: Int

    private static let most = 100

    static func make(_ pasts: [ID<Account>: StudentPast], at now: Instant) -> ChurnPrediction {
        let students = pasts.sorted { $0.key < $1.key }
        let cases = { (day: Instant) in
            students.compactMap { student in
                student.value.features(at: day).map { ($0, student.value.isLost(after: day)) }
            }
        }
        let (before, shown) = (cases(now - .days(120)), cases(now - .days(60)))
        let model = LogisticModel(fitting: before.map { (features: $0.0, isPositive: $0.1) })
        let quality = ForecastQuality(
            before.isEmpty ? [] : shown.map { (chance: model.probability(of: $0.0), happened: $0.1) }
        )
        let chances =
            before.isEmpty
            ? []
            : students.compactMap { student in
                student.value.features(at: now).map {
                    (student: student.key, chance: model.probability(of: $0))
                }
            }
        return ChurnPrediction(
            quality: quality,
            chances: Array(chances.sorted { ($1.chance, $0.student) < ($0.chance, $1.student) }.prefix(most)),
            fitted: before.count
        )
    }

    static func make(_ tx: borrowing Tx) throws -> ChurnPrediction {
        let start = tx.now - .days(120) - StudentPast.present
        return make(try StudentPast.all(since: start, tx), at: tx.now)
    }

    /// Nil when the values say something.
    var flaw: PredictionFlaw? {
        if min(fitted, quality.n) < PredictionFlaw.leastCases { return .tooFewCases }
        return quality.skill <= 0 ? .noSkill : nil
    }
}

/// The reason why a prediction says nothing.
enum PredictionFlaw: String, Codable, CaseIterable, Sendable {
    /// There are fewer than a hundred cases.
    case tooFewCases = "too_few_cases"
    /// It was no better than the same chance for all.
    case noSkill = "no_skill"
    /// It was no better than to expect each week to be like the one before.
    case noBetterThanLastWeek = "no_better_than_last_week"

    static let leastCases = 100
}
