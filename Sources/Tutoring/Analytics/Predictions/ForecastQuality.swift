/// How good predicted chances were, by what happened.
struct ForecastQuality: Sendable, Equatable {
    let n: Int
    /// The mean of the squared errors.
    let brier: Double
    /// The same of the constant share.
    let base: Double
    /// The chance that a case that happened was given more than one that did not; nil without both kinds.
    let auc: Double?
    let bins: [Bin]

    /// 1 - Brier / base; 0 where there is nothing to predict.
    var skill: Double { base == 0 ? 0 : 1 - brier / base }

    /// Cases with similar predictions.
    struct Bin: Sendable, Equatable {
        /// The lowest prediction of the bin, in tenths.
        let tenth: Int
        let n: Int
        let predicted: Double
        let observed: Double
    }

    init(_ cases: [(chance: Double, happened: Bool)]) {
        n = cases.count
        let count = Double(max(1, cases.count))
        let share = Double(cases.count(where: \.happened)) / count
        brier = cases.reduce(0) { $0 + Self.square($1.chance - ($1.happened ? 1 : 0)) } / count
        base = cases.reduce(0) { $0 + Self.square(share - ($1.happened ? 1 : 0)) } / count
        auc = Self.auc(cases)
        bins = Dictionary(grouping: cases) { min(9, Int($0.chance * 10)) }.sorted { $0.key < $1.key }.map {
            Bin(
                tenth: $0,
                n: $1.count,
                predicted: $1.reduce(0) { $0 + $1.chance } / Double($1.count),
                observed: Double($1.count(where: \.happened)) / Double($1.count)
            )
        }
    }

    private static func square(_ value: Double) -> Double { value * value }

    /// By the sum of the ranks, of which equal chances share the mean.
    private static func auc(_ cases: [(chance: Double, happened: Bool)]) -> Double? {
        let positives = cases.count(where: \.happened)
        let negatives = cases.count - positives
        guard positives > 0, negatives > 0 else { return nil }
        let sorted = cases.sorted { $0.chance < $1.chance }
        var (sum, first) = (0.0, 0)
        while first < sorted.count {
            var next = first
            while next < sorted.count, sorted[next].chance == sorted[first].chance { next += 1 }
            let rank = Double(first + 1 + next) / 2
            sum += rank * Double(sorted[first..<next].count(where: \.happened))
            first = next
        }
        let least = Double(positives * (positives + 1)) / 2
        return (sum - least) / Double(positives * negatives)
    }
}
