import Kernel

/// A number that administrators can change, by the thing, what it decides, and its unit.
enum PolicyKey: String, Codable, CaseIterable, Sendable {
    /// How many jobs of a customer may wait for their payment at once.
    case jobOpenCount = "job.open_count"
    /// How long a job is listed after it was posted or edited.
    case jobListingDays = "job.listing_days"
    /// How long a provider has to answer a job directed at them.
    case jobDirectHours = "job.direct_hours"
    /// How many live quotes a job may have.
    case jobQuotesCount = "job.quotes_count"
    /// How long an awarded job waits for its payment; no gateway closes its page sooner than 30 minutes.
    case jobPaymentMinutes = "job.payment_minutes"
    /// The award that ends the job when it lapses: the second by default.
    case jobLapsesCount = "job.lapses_count"
    /// How long after its planned start a paid job that was not started is cancelled.
    case jobUnstartedDays = "job.unstarted_days"
    /// How long before its planned start a job can be started.
    case jobEarlyStartHours = "job.early_start_hours"
    /// How long after its planned end a job that was not delivered is disputed.
    case jobUndeliveredDays = "job.undelivered_days"
    /// How long a customer has to accept the delivered work.
    case jobAcceptanceDays = "job.acceptance_days"
    /// How often a customer may ask for rework.
    case jobReworksCount = "job.reworks_count"
    /// How long a provider has for rework.
    case jobReworkDays = "job.rework_days"
    /// How long after its completion a job can be disputed.
    case jobDisputeDays = "job.dispute_days"
    /// How often a quote may be revised.
    case quoteRevisionsCount = "quote.revisions_count"
    /// How long a provider has to answer a counter-offer.
    case quoteCounterHours = "quote.counter_hours"
    /// How long a quote is valid when it does not say.
    case quoteValidityDays = "quote.validity_days"
    /// The shortest validity of a quote.
    case quoteValidityMinimumHours = "quote.validity_minimum_hours"
    /// The longest validity of a quote.
    case quoteValidityMaximumDays = "quote.validity_maximum_days"
    /// How long a provider waits for verification before administrators are notified, in working days.
    case providerReviewDays = "provider.review_days"
    /// The kinds of documents that a provider must have.
    case documentsMandatory = "documents.mandatory"
    /// The first warning before a document expires.
    case documentsFirstWarningDays = "documents.first_warning_days"
    /// The second warning before a document expires.
    case documentsSecondWarningDays = "documents.second_warning_days"
    /// The last warning before a document expires.
    case documentsLastWarningDays = "documents.last_warning_days"
    /// How long a service waits for its review before administrators are notified, in working days.
    case serviceReviewDays = "service.review_days"
    /// How long a proposed visit waits for an answer.
    case visitAnswerHours = "visit.answer_hours"
    /// How long a proposed new time waits for an answer.
    case rescheduleAnswerHours = "reschedule.answer_hours"
    /// How long a half-approved refund waits before administrators are notified.
    case refundSecondDays = "refund.second_days"
    /// How long the other side of a dispute has to answer.
    case disputeAnswerHours = "dispute.answer_hours"
    /// How long a decided dispute can be appealed.
    case disputeAppealHours = "dispute.appeal_hours"
    /// The age from which only administrators decide a dispute.
    case disputeAdministratorDays = "dispute.administrator_days"
    /// How long ratings stay blind after the completion of a job.
    case ratingBlindDays = "rating.blind_days"
    /// How long after the later of two ratings both are published.
    case ratingPublicationHours = "rating.publication_hours"
    /// How long a chat stays open after its job is over.
    case chatOpenDays = "chat.open_days"
    /// How long before the planned start a customer can still cancel without a fee.
    case cancelFreeHours = "cancel.free_hours"
    /// The share of the amount that a later cancellation by the customer costs.
    case cancelLateBp = "cancel.late_bp"
    /// How long after the planned start a customer can cancel, without a fee, a job that was not started.
    case cancelUnstartedDays = "cancel.unstarted_days"
    /// The commission of Bronze providers.
    case commissionBronzeBp = "commission.bronze_bp"
    /// The commission of Silver providers.
    case commissionSilverBp = "commission.silver_bp"
    /// The commission of Gold providers.
    case commissionGoldBp = "commission.gold_bp"
    /// The commission of PESP providers.
    case commissionPespBp = "commission.pesp_bp"
    /// The least commission, at most the amount.
    case commissionMinimumCents = "commission.minimum_cents"
    /// The value-added tax on the commission.
    case commissionVatBp = "commission.vat_bp"
    /// The greatest refund that one local manager decides alone.
    case refundSingleCents = "refund.single_cents"
    /// The greatest refund that is decided without an administrator.
    case refundStaffCents = "refund.staff_cents"
    /// How long the platform holds what a provider has earned.
    case payoutHoldDays = "payout.hold_days"
    /// The least payout.
    case payoutMinimumCents = "payout.minimum_cents"
    /// The greatest payout that one administrator moves alone.
    case payoutSingleCents = "payout.single_cents"
    /// For how many consecutive nights a provider must meet the next tier.
    case tierUpNights = "tier.up_nights"
    /// For how many consecutive nights a provider must miss their tier.
    case tierDownNights = "tier.down_nights"
    /// The least time between two steps of a tier.
    case tierStepDays = "tier.step_days"
    /// The longest tier set by hand.
    case tierOverrideDays = "tier.override_days"
    /// The window of the jobs that count for a tier.
    case tierJobsDays = "tier.jobs_days"
    /// The jobs that Silver demands.
    case tierSilverJobs = "tier.silver_jobs"
    /// The jobs that Gold demands.
    case tierGoldJobs = "tier.gold_jobs"
    /// The jobs that PESP demands.
    case tierPespJobs = "tier.pesp_jobs"
    /// The score that Silver demands, in hundredths.
    case tierSilverScore = "tier.silver_score"
    /// The score that Gold demands, in hundredths.
    case tierGoldScore = "tier.gold_score"
    /// The score that PESP demands, in hundredths.
    case tierPespScore = "tier.pesp_score"
    /// The completion that Silver demands.
    case tierSilverCompletionPercent = "tier.silver_completion_percent"
    /// The completion that Gold demands.
    case tierGoldCompletionPercent = "tier.gold_completion_percent"
    /// The completion that PESP demands.
    case tierPespCompletionPercent = "tier.pesp_completion_percent"
    /// The response that Silver demands.
    case tierSilverResponseMinutes = "tier.silver_response_minutes"
    /// The response that Gold demands.
    case tierGoldResponseMinutes = "tier.gold_response_minutes"
    /// The response that PESP demands.
    case tierPespResponseMinutes = "tier.pesp_response_minutes"
    /// The share of a tier's jobs below which it is missed.
    case tierDownJobsPercent = "tier.down_jobs_percent"
    /// How far the score may fall below that of the tier, in hundredths.
    case tierDownScore = "tier.down_score"
    /// How far the completion may fall below that of the tier, in percentage points.
    case tierDownCompletionPoints = "tier.down_completion_points"
    /// The share of the tier's response above which it is missed.
    case tierDownResponsePercent = "tier.down_response_percent"
    /// How long a customer may be silent before they count as lost.
    case churnThresholdDays = "churn.threshold_days"
}
