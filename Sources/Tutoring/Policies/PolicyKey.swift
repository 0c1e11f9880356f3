/// A number that administrators can change, by the thing, what it decides, and its unit.
enum PolicyKey: String, Codable, CaseIterable, Sendable {
    /// The hours before the start until which everything comes back under the standard rule.
    case cancelStandardFullHours = "cancel.standard_full_hours"
    /// The hours before the start until which a part comes back under the standard rule.
    case cancelStandardPartHours = "cancel.standard_part_hours"
    /// The part that comes back under the standard rule.
    case cancelStandardPartPercent = "cancel.standard_part_percent"
    /// The hours before the start until which everything comes back under the flexible rule.
    case cancelFlexibleFullHours = "cancel.flexible_full_hours"
    /// The hours before the start until which everything comes back under the strict rule.
    case cancelStrictFullHours = "cancel.strict_full_hours"
    /// The hours before the start until which a part comes back under the strict rule.
    case cancelStrictPartHours = "cancel.strict_part_hours"
    /// The part that comes back under the strict rule.
    case cancelStrictPartPercent = "cancel.strict_part_percent"
    /// The least time between a booking and the start, for tutors who have not chosen.
    case termsNoticeHours = "terms.notice_hours"
    /// The free time before a lesson, for tutors who have not chosen.
    case termsBeforeMinutes = "terms.before_minutes"
    /// The free time after a lesson, for tutors who have not chosen.
    case termsAfterMinutes = "terms.after_minutes"
    /// The lessons and holds of a day, for tutors who have not chosen.
    case termsDayCount = "terms.day_count"
    /// The waiting requests of one student, for tutors who have not chosen.
    case termsOpenRequestsCount = "terms.open_requests_count"
    /// The greatest time between a booking and the start, for tutors who have not chosen.
    case termsHorizonDays = "terms.horizon_days"
    /// The time from one possible start to the next, for tutors who have not chosen.
    case termsStepMinutes = "terms.step_minutes"
    /// The greatest time between the making of a series and its last lesson.
    case seriesHorizonDays = "series.horizon_days"
    /// How many holds a student may have at once.
    case holdLiveCount = "hold.live_count"
    /// How long a hold blocks the tutor's time before a payment begins.
    case holdMinutes = "hold.minutes"
    /// How long it does from the first payment intent on.
    case holdPaymentMinutes = "hold.payment_minutes"
    /// How long a purchase waits for its payment.
    case purchasePaymentMinutes = "purchase.payment_minutes"
    /// How long after the payment a student can have the unused units refunded.
    case purchaseRefundDays = "purchase.refund_days"
    /// The longest time a tutor has to answer a request.
    case requestAnswerHours = "request.answer_hours"
    /// How often a student may move a lesson.
    case moveStudentCount = "move.student_count"
    /// How long before the start a tutor can still move a lesson, and cancel without a strike.
    case moveTutorHours = "move.tutor_hours"
    /// How long after its end a lesson completes by itself.
    case completeHours = "complete.hours"
    /// How long after the start an absence can be reported at the earliest.
    case absenceFirstMinutes = "absence.first_minutes"
    /// How long after the start an absence can be reported at the latest.
    case absenceLastHours = "absence.last_hours"
    /// How long after a charge the student can dispute it; then the earning is the tutor's.
    case disputeStudentHours = "dispute.student_hours"
    /// How long a tutor can dispute a reported absence.
    case disputeTutorHours = "dispute.tutor_hours"
    /// The age of a dispute at which it counts as overdue.
    case disputeOverdueDays = "dispute.overdue_days"
    /// How long after a lesson its price can be given back.
    case giveBackDays = "give_back.days"
    /// The extension of a lot that gets units back from the tutor, an administrator or a decision.
    case lotReturnDays = "lot.return_days"
    /// The least hourly price.
    case priceRateMinimumCents = "price.rate_minimum_cents"
    /// The greatest hourly price.
    case priceRateMaximumCents = "price.rate_maximum_cents"
    /// The most lessons of a package.
    case packageLessonsCount = "package.lessons_count"
    /// The least price of a package.
    case packageMinimumCents = "package.minimum_cents"
    /// The greatest price of a package.
    case packageMaximumCents = "package.maximum_cents"
    /// The shortest validity of a package.
    case packageValidityMinimumDays = "package.validity_minimum_days"
    /// The longest validity of a package.
    case packageValidityMaximumDays = "package.validity_maximum_days"
    /// The greatest discount of a package.
    case discountMaximumPercent = "discount.maximum_percent"
    /// The commission of the platform.
    case commissionBp = "commission.bp"
    /// The value-added tax, on the commission and within the prices that bear it.
    case commissionVatBp = "commission.vat_bp"
    /// The amount above which a document without VAT bears a stamp.
    case stampAboveCents = "stamp.above_cents"
    /// The stamp.
    case stampCents = "stamp.cents"
    /// The least payout.
    case payoutMinimumCents = "payout.minimum_cents"
    /// The time that the lot of a plan outlasts the paid period.
    case planGraceDays = "plan.grace_days"
    /// How long papers wait for their decision before it counts as overdue.
    case verificationOverdueDays = "verification.overdue_days"
    /// The number of strikes that is reported to administrators.
    case strikeCount = "strike.count"
    /// The time in which strikes count together.
    case strikeDays = "strike.days"
    /// How long a review can be edited.
    case reviewEditHours = "review.edit_hours"
    /// How long after the lesson a review can be written.
    case reviewWriteDays = "review.write_days"
    /// How long messages are kept after the last one of their thread.
    case keepMessagesDays = "keep.messages_days"
    /// How long identity papers are kept after the decision on them.
    case keepPapersDays = "keep.papers_days"
    /// How long events of visits are kept.
    case keepEventsDays = "keep.events_days"
    /// How long documents are kept.
    case keepDocumentsDays = "keep.documents_days"
}
