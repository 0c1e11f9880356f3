/// The lessons of the next week, from those of the weeks before.
struct DemandForecast: Sendable, Equatable {
    /// The lessons of the next week.
    let next: Double?
    /// The mean absolute error of the forecasts of the last weeks.
    let error: Double?
    /// The same, divided by the error of forecasting each week as the one before; nil where that has none.
    let scaledError: Double?
    /// The number of weeks that were forecast again.
    let weeks: Int

    private static let mean = 4
    private static let backTest = 8
    private static let year = 52

    /// - Parameter weeks: the lessons of whole weeks, the oldest first.
    init(_ weeks: [Int]) {
        let values = weeks.map(Double.init)
        let last = values.indices.suffix(Self.backTest).filter { $0 >= Self.mean }
        self.weeks = last.count
        next = Self.forecast(values.count, from: values)
        let errors = last.compactMap { week in
            Self.forecast(week, from: values).map { abs($0 - values[week]) }
        }
        let naive = last.map { abs(values[$0] - values[$0 - 1]) }
        error = errors.isEmpty ? nil : errors.reduce(0, +) / Double(errors.count)
        let naiveError = naive.isEmpty ? 0 : naive.reduce(0, +) / Double(naive.count)
        scaledError = naiveError == 0 ? nil : error.map { $0 / naiveError }
    }

    /// The mean of the four weeks before, half with the same week of last year once that is known.
    static func forecast(_ week: Int, from values: [Double]) -> Double? {
        guard week >= mean, week <= values.count else { return nil }
        let recent = values[(week - mean)..<week].reduce(0, +) / Double(mean)
        guard week >= year else { return recent }
        return (recent + values[week - year]) / 2
    }
}
