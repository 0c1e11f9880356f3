/// A number with its meaning.
struct Figure: Codable, Hashable, Sendable {
    /// The value; null where there is too little to calculate it from.
    var value: Double?
    /// The unit of the value.
    var unit: Unit
    /// How it is calculated.
    var formula: String
    /// The time that counts, as an interval of days.
    var window: String
    /// The number of cases.
    var n: Int
    /// Why there is no value: `too_few_cases` or `not_recorded`; absent with a value.
    var reason: String?

    /// The unit of a figure.
    enum Unit: String, Codable, CaseIterable, Sendable {
        /// A number of things.
        case count
        /// Cents.
        case cents
        /// A share from 0 to 1.
        case ratio
        /// Hours.
        case hours
        /// Minutes.
        case minutes
        /// Hundredths of a lesson.
        case units
        /// A rating from 1 to 5.
        case rating
        /// Seconds.
        case seconds
        /// Milliseconds.
        case milliseconds
        /// A number without a unit, such as the quality of a forecast.
        case number
    }

    /// - Parameter least: with fewer cases there is no value.
    init(
        _ value: Double?,
        _ unit: Unit,
        _ formula: String,
        over window: String,
        of n: Int,
        atLeast least: Int = 0
    ) {
        self.value = n < least ? nil : value
        self.unit = unit
        self.formula = formula
        self.window = window
        self.n = n
        reason = self.value == nil ? "too_few_cases" : nil
    }

    /// A number of things.
    init(count: Int, _ formula: String, over window: String) {
        self.init(Double(count), .count, formula, over: window, of: count)
    }

    /// A share of `n`.
    init(_ part: Int, of n: Int, _ formula: String, over window: String) {
        let share = n == 0 ? nil : (Double(part) / Double(n) * 10_000).rounded() / 10_000
        self.init(share, .ratio, formula, over: window, of: n, atLeast: 1)
    }

    /// Nothing is recorded that it could be calculated from.
    static func notRecorded(_ unit: Unit, _ formula: String, over window: String) -> Figure {
        var figure = Figure(nil, unit, formula, over: window, of: 0)
        figure.reason = "not_recorded"
        return figure
    }

    /// An unknown value is null, not absent.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        switch unit {
        case .count, .cents, .units, .seconds: try container.encode(value.map { Int64($0) }, forKey: .value)
        case .ratio, .hours, .minutes, .rating, .milliseconds, .number:
            try container.encode(value, forKey: .value)
        }
        try container.encode(unit, forKey: .unit)
        try container.encode(formula, forKey: .formula)
        try container.encode(window, forKey: .window)
        try container.encode(n, forKey: .n)
        try container.encodeIfPresent(reason, forKey: .reason)
    }
}
