import Kernel
import Platform

/// The numbers that apply to a job: the policies of the day on which it was posted.
struct JobTerms: Codable, Hashable, Sendable {
    /// How long it is listed after the posting or the last edit.
    var listingDays: Int
    /// How long a directed job waits for its provider.
    var directHours: Int
    /// How long an award waits for the payment.
    var paymentMinutes: Int
    /// The number of unpaid awards that cancels it.
    var lapses: Int
    /// How long after the planned start it is cancelled when nobody begins.
    var unstartedDays: Int
    /// How long before the planned start the provider can begin.
    var earlyStartHours: Int
    /// How long after the planned end the server opens a dispute.
    var undeliveredDays: Int
    /// How long the customer has after the delivery.
    var acceptanceDays: Int
    var reworks: Int
    /// How long the provider has for a rework.
    var reworkDays: Int
    /// How long after the completion a dispute can be opened.
    var disputeDays: Int

    init(_ policies: Policies) {
        listingDays = Int(policies[.jobListingDays])
        directHours = Int(policies[.jobDirectHours])
        paymentMinutes = Int(policies[.jobPaymentMinutes])
        lapses = Int(policies[.jobLapsesCount])
        unstartedDays = Int(policies[.jobUnstartedDays])
        earlyStartHours = Int(policies[.jobEarlyStartHours])
        undeliveredDays = Int(policies[.jobUndeliveredDays])
        acceptanceDays = Int(policies[.jobAcceptanceDays])
        reworks = Int(policies[.jobReworksCount])
        reworkDays = Int(policies[.jobReworkDays])
        disputeDays = Int(policies[.jobDisputeDays])
    }
}
