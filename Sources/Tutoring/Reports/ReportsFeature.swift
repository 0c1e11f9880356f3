import Platform

extension Feature {
    /// Reports that administrators build from lessons, purchases, payments, events and reviews.
    static let builtReports = Feature.reportBuilder(.tutoring)
}
