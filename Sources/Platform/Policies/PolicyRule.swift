/// The default of a policy, its unit and its bounds.
package struct PolicyRule: Sendable {
    package let standard: Int64
    package let unit: Unit
    package let bounds: ClosedRange<Int64>

    /// The unit of a policy.
    package enum Unit: String, Codable, CaseIterable, Sendable {
        /// A number of things.
        case count
        /// Minutes.
        case minutes
        /// Hours.
        case hours
        /// Days of 24 hours.
        case days
        /// Days from Monday to Friday without holidays.
        case workingDays = "working_days"
        /// Nightly calculations.
        case nights
        /// Cents.
        case cents
        /// Hundredths of a percent.
        case basisPoints = "bp"
        /// Whole percent.
        case percent
        /// Percentage points.
        case points
        /// Hundredths of a rating point.
        case hundredths
        /// Words of a list.
        case words
    }

    package init(_ standard: Int64, _ unit: Unit, _ bounds: ClosedRange<Int64>) {
        self.standard = standard
        self.unit = unit
        self.bounds = bounds
    }
}
