/// The usual values of a figure over all tutors: the median and three times the median of the distances from it.
struct UsualRange: Sendable, Equatable {
    let median: Double
    /// The median absolute deviation.
    let deviation: Double

    static let leastCases = 20

    /// Nil with fewer than twenty values.
    init?(_ values: [Double]) {
        guard values.count >= Self.leastCases else { return nil }
        median = Self.median(values)
        let middle = median
        deviation = Self.median(values.map { abs($0 - middle) })
    }

    func isOutside(_ value: Double) -> Bool { abs(value - median) > 3 * deviation }

    private static func median(_ values: [Double]) -> Double {
        let sorted = values.sorted()
        return (sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]) / 2
    }
}
