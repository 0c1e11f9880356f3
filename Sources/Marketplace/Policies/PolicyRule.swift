/// The default of a policy, its unit and its bounds.
struct PolicyRule: Sendable {
    let standard: Int64
    let unit: Unit
    let bounds: ClosedRange<Int64>

    /// The unit of a policy.
    enum Unit: String, Codable, CaseIterable, Sendable {
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
        /// US cents.
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

    init(_ standard: Int64, _ unit: Unit, _ bounds: ClosedRange<Int64>) {
        self.standard = standard
        self.unit = unit
        self.bounds = bounds
    }
}

extension PolicyKey {
    // swift-format-ignore
    var rule: PolicyRule {
        switch self {
        case .jobOpenCount:                PolicyRule(10,      .count,       1...1_000)
        case .jobListingDays:              PolicyRule(14,      .days,        1...90)
        case .jobDirectHours:              PolicyRule(24,      .hours,       1...336)
        case .jobQuotesCount:              PolicyRule(20,      .count,       1...200)
        case .jobPaymentMinutes:           PolicyRule(30,      .minutes,     30...1_440)
        case .jobLapsesCount:              PolicyRule(2,       .count,       1...10)
        case .jobUnstartedDays:            PolicyRule(75,      .days,        3...180)
        case .jobEarlyStartHours:          PolicyRule(2,       .hours,       0...72)
        case .jobUndeliveredDays:          PolicyRule(14,      .days,        1...90)
        case .jobAcceptanceDays:           PolicyRule(7,       .days,        1...60)
        case .jobReworksCount:             PolicyRule(2,       .count,       0...10)
        case .jobReworkDays:               PolicyRule(7,       .days,        1...60)
        case .jobDisputeDays:              PolicyRule(14,      .days,        1...60)
        case .quoteRevisionsCount:         PolicyRule(10,      .count,       1...100)
        case .quoteCounterHours:           PolicyRule(48,      .hours,       1...336)
        case .quoteValidityDays:           PolicyRule(7,       .days,        1...30)
        case .quoteValidityMinimumHours:   PolicyRule(1,       .hours,       1...24)
        case .quoteValidityMaximumDays:    PolicyRule(30,      .days,        1...90)
        case .providerReviewDays:          PolicyRule(5,       .workingDays, 1...30)
        case .documentsMandatory:          PolicyRule(0,       .words,       0...0)
        case .documentsFirstWarningDays:   PolicyRule(30,      .days,        1...90)
        case .documentsSecondWarningDays:  PolicyRule(7,       .days,        1...90)
        case .documentsLastWarningDays:    PolicyRule(1,       .days,        1...90)
        case .serviceReviewDays:           PolicyRule(5,       .workingDays, 1...30)
        case .visitAnswerHours:            PolicyRule(48,      .hours,       1...336)
        case .rescheduleAnswerHours:       PolicyRule(48,      .hours,       1...336)
        case .refundSecondDays:            PolicyRule(5,       .days,        1...30)
        case .disputeAnswerHours:          PolicyRule(72,      .hours,       1...336)
        case .disputeAppealHours:          PolicyRule(72,      .hours,       1...336)
        case .disputeAdministratorDays:    PolicyRule(10,      .days,        1...60)
        case .ratingBlindDays:             PolicyRule(7,       .days,        1...30)
        case .ratingPublicationHours:      PolicyRule(1,       .hours,       0...72)
        case .chatOpenDays:                PolicyRule(30,      .days,        1...365)
        case .cancelFreeHours:             PolicyRule(24,      .hours,       0...336)
        case .cancelLateBp:                PolicyRule(2_000,   .basisPoints, 0...10_000)
        case .cancelUnstartedDays:         PolicyRule(2,       .days,        0...60)
        case .commissionBronzeBp:          PolicyRule(1_500,   .basisPoints, 0...5_000)
        case .commissionSilverBp:          PolicyRule(1_250,   .basisPoints, 0...5_000)
        case .commissionGoldBp:            PolicyRule(1_000,   .basisPoints, 0...5_000)
        case .commissionPespBp:            PolicyRule(800,     .basisPoints, 0...5_000)
        case .commissionMinimumCents:      PolicyRule(100,     .cents,       0...10_000)
        case .commissionVatBp:             PolicyRule(0,       .basisPoints, 0...3_000)
        case .refundSingleCents:           PolicyRule(10_000,  .cents,       0...10_000_000)
        case .refundStaffCents:            PolicyRule(100_000, .cents,       0...10_000_000)
        case .payoutHoldDays:              PolicyRule(7,       .days,        0...90)
        case .payoutMinimumCents:          PolicyRule(2_500,   .cents,       1...1_000_000)
        case .payoutSingleCents:           PolicyRule(500_000, .cents,       0...100_000_000)
        case .tierUpNights:                PolicyRule(3,       .nights,      1...90)
        case .tierDownNights:              PolicyRule(14,      .nights,      1...90)
        case .tierStepDays:                PolicyRule(30,      .days,        1...365)
        case .tierOverrideDays:            PolicyRule(180,     .days,        1...365)
        case .tierJobsDays:                PolicyRule(180,     .days,        30...730)
        case .tierSilverJobs:              PolicyRule(10,      .count,       1...10_000)
        case .tierGoldJobs:                PolicyRule(40,      .count,       1...10_000)
        case .tierPespJobs:                PolicyRule(100,     .count,       1...10_000)
        case .tierSilverScore:             PolicyRule(430,     .hundredths,  100...500)
        case .tierGoldScore:               PolicyRule(460,     .hundredths,  100...500)
        case .tierPespScore:               PolicyRule(480,     .hundredths,  100...500)
        case .tierSilverCompletionPercent: PolicyRule(90,      .percent,     0...100)
        case .tierGoldCompletionPercent:   PolicyRule(95,      .percent,     0...100)
        case .tierPespCompletionPercent:   PolicyRule(98,      .percent,     0...100)
        case .tierSilverResponseMinutes:   PolicyRule(120,     .minutes,     1...2_880)
        case .tierGoldResponseMinutes:     PolicyRule(60,      .minutes,     1...2_880)
        case .tierPespResponseMinutes:     PolicyRule(30,      .minutes,     1...2_880)
        case .tierDownJobsPercent:         PolicyRule(80,      .percent,     0...100)
        case .tierDownScore:               PolicyRule(10,      .hundredths,  0...400)
        case .tierDownCompletionPoints:    PolicyRule(2,       .points,      0...100)
        case .tierDownResponsePercent:     PolicyRule(150,     .percent,     100...1_000)
        case .churnThresholdDays:          PolicyRule(90,      .days,        7...365)
        }
    }

    /// The words that a policy of words may list, and its default; nil for a policy that is a number.
    var words: (known: [String], standard: [String])? {
        guard self == .documentsMandatory else { return nil }
        return (["identity", "insurance", "licence", "other"], ["identity", "insurance"])
    }
}
