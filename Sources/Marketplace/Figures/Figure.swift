/// A number with what it means.
struct Figure: Codable, Sendable {
    /// The value; null where there is nothing to calculate it from.
    var value: Double?
    /// The unit of the value.
    var unit: Formula.Unit
    /// How it is calculated.
    var formula: String
    /// The time that counts, such as `90 d`; null for all of it.
    var window: String?
    /// How many cases it is calculated from.
    var n: Int

    init(_ formula: Formula, _ value: Double?, of n: Int, days: Int? = nil) {
        self.value = n == 0 ? nil : value
        unit = formula.unit
        self.formula = formula.text
        window = (days ?? formula.days).map { "\($0) d" }
        self.n = n
    }

    /// A share of `n`.
    init(_ formula: Formula, _ part: Int, of n: Int, days: Int? = nil) {
        self.init(formula, n == 0 ? nil : Double(part) / Double(n), of: n, days: days)
    }

    /// An unknown value is null, not absent.
    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        if let value, unit.isWhole {
            try container.encode(Int64(value), forKey: .value)
        } else {
            try container.encode(value, forKey: .value)
        }
        try container.encode(unit, forKey: .unit)
        try container.encode(formula, forKey: .formula)
        try container.encode(window, forKey: .window)
        try container.encode(n, forKey: .n)
    }
}
