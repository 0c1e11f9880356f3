import Kernel
import Web

/// The complete answers to an instrument.
struct NewAssessment: Body {
    /// The instrument that was answered.
    var instrument: WellbeingScale.Key
    /// One answer from 1 to 5 for each item, in item order; null counts as missing.
    var answers: [Int?]
}

/// The result of an assessment; no diagnosis.
struct AssessmentView: View {
    var id: ID<Assessment>
    /// The key of the instrument.
    var instrument: WellbeingScale.Key
    /// The version of the instrument whose bands apply.
    var version: Int
    /// When the answers were submitted.
    var takenAt: Instant
    /// The sum of the answers.
    var raw: Int
    /// The raw sum on the metric scale, with two decimals; absent for WEMWBS.
    var metric: Hundredths?
    /// The band of the result at the time of the assessment.
    var band: WellbeingBand.Level
    /// The change from the assessment before with the same instrument; absent for the first one.
    var change: Shift?
    /// The notice to show with the result.
    var copyright: String
    /// The path of a page about support; absent unless the result is low.
    var support: String?

    /// A change between two assessments with one instrument.
    struct Shift: Codable, Sendable {
        /// The difference of the metrics, of the raw sums for WEMWBS.
        var delta: Hundredths
        /// Whether the difference is 3 or more either way, above the scale's error of measurement.
        var significant: Bool
        /// Whether the two are less than 14 days apart, so that the two weeks that both ask about overlap.
        var overlapping: Bool
    }

    init(_ assessment: Assessment) {
        id = assessment.id
        instrument = assessment.instrument
        version = assessment.version
        takenAt = assessment.takenAt
        raw = assessment.score.raw
        metric = assessment.score.metric
        band = assessment.band
        change = assessment.change.map(Shift.init)
        copyright = assessment.copyright
        support = assessment.band == .low ? "/cms/pages/support" : nil
    }
}

extension AssessmentView.Shift {
    fileprivate init(_ change: WellbeingChange) {
        delta = change.delta
        significant = change.isSignificant
        overlapping = change.isOverlapping
    }
}

/// The result of an assessment with the answers.
struct AssessmentDetail: View {
    var id: ID<Assessment>
    /// The key of the instrument.
    var instrument: WellbeingScale.Key
    /// The version of the instrument whose bands apply.
    var version: Int
    /// When the answers were submitted.
    var takenAt: Instant
    /// The answers in item order, from 1 to 5.
    var answers: [Int]
    /// The sum of the answers.
    var raw: Int
    /// The raw sum on the metric scale, with two decimals; absent for WEMWBS.
    var metric: Hundredths?
    /// The band of the result at the time of the assessment.
    var band: WellbeingBand.Level
    /// The change from the assessment before with the same instrument; absent for the first one.
    var change: AssessmentView.Shift?
    /// The notice to show with the result.
    var copyright: String
    /// The path of a page about support; absent unless the result is low.
    var support: String?

    init(_ result: AssessmentView, answers: [Int]) {
        id = result.id
        instrument = result.instrument
        version = result.version
        takenAt = result.takenAt
        self.answers = answers
        raw = result.raw
        metric = result.metric
        band = result.band
        change = result.change
        copyright = result.copyright
        support = result.support
    }
}
