import Kernel
import Platform

/// The policies of a lesson's moves, frozen when it was made.
struct LessonRules: Codable, Hashable, Sendable {
    /// How long a hold lasts before a payment begins.
    var holdMinutes: Int
    /// How long it lasts from the first payment intent on.
    var paymentMinutes: Int
    /// The longest time for the answer to a request.
    var answerHours: Int
    /// How often the student may move it.
    var studentMoves: Int
    /// How long before the start the tutor can still move it, and cancel it without a strike.
    var tutorHours: Int
    /// How long after its end it completes by itself.
    var completeHours: Int
    /// How long after the start an absence can be reported at the earliest.
    var absenceMinutes: Int
    /// How long after the start an absence can be reported at the latest.
    var absenceHours: Int
    /// How long after a charge the student can dispute it.
    var studentDisputeHours: Int
    /// How long the tutor can dispute a reported absence.
    var tutorDisputeHours: Int
    /// The age of a dispute at which it counts as overdue.
    var overdueDays: Int
    /// How long after the end a share can be given back.
    var giveBackDays: Int

    init(_ policies: Policies) {
        holdMinutes = Int(policies[.holdMinutes])
        paymentMinutes = Int(policies[.holdPaymentMinutes])
        answerHours = Int(policies[.requestAnswerHours])
        studentMoves = Int(policies[.moveStudentCount])
        tutorHours = Int(policies[.moveTutorHours])
        completeHours = Int(policies[.completeHours])
        absenceMinutes = Int(policies[.absenceFirstMinutes])
        absenceHours = Int(policies[.absenceLastHours])
        studentDisputeHours = Int(policies[.disputeStudentHours])
        tutorDisputeHours = Int(policies[.disputeTutorHours])
        overdueDays = Int(policies[.disputeOverdueDays])
        giveBackDays = Int(policies[.giveBackDays])
    }
}
