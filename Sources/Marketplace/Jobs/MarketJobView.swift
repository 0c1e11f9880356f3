import Kernel
import Platform
import Web

/// A job, as the caller may see it.
struct MarketJobView: View {
    var id: ID<Job>
    /// The state in the coarse words of the contract.
    var status: Job.Outer
    /// The exact state.
    var state: Job.State
    /// When the time-out of the state fires; absent in states without one.
    var expiresAt: Instant?
    /// The event that the time-out fires.
    var next: Job.Event?
    /// Raised by edits of service, place, window, text or files; quotes belong to one revision.
    var revision: Int
    /// The customer, as others see them.
    var customer: CustomerCard
    /// The provider that it is directed at or awarded to; absent without one.
    var provider: ProviderCard?
    var regionId: ID<Region>
    /// The service that is needed.
    var service: ServiceName
    /// The work in a few words; masked for providers until the job is funded.
    var title: String
    /// The work; masked in the same way.
    var description: String
    /// Where; for providers to a kilometre until it is funded.
    var point: Coordinates
    /// From the point of the list's filter, in metres; absent in other answers.
    var distanceM: Int?
    /// The address; for providers only once it is funded, or until the end of an agreed visit.
    var address: String?
    /// When the work can begin and must have begun.
    var window: JobWindow
    /// The customer's budget; absent without one.
    var budget: Budget?
    /// How to get in; for providers only once it is funded.
    var accessNote: String?
    /// The customer's files.
    var files: [AttachedFile]
    /// The number of quotes that can be accepted, countered or stale ones included.
    var quotes: Int
    /// The accepted quote with its terms; only for its two sides and staff.
    var award: AwardView?
    /// The planned start, as last rescheduled; absent without an award.
    var start: Instant?
    /// The planned duration.
    var minutes: Int?
    /// The proposed and agreed visits, oldest first: all for the customer and staff, for a provider their own.
    var visits: [VisitView]
    /// The proposed new time that waits for an answer; absent without one; only for its two sides and staff.
    var reschedule: RescheduleView?
    /// The newest payment; absent without one.
    var payment: PaymentSummary?
    /// The dispute; absent without one.
    var dispute: DisputeSummary?
    /// Names and telephone numbers of both sides, for them and staff, once it is funded.
    var contacts: Contacts?
    /// The side at fault for the cancellation of a funded job; absent otherwise.
    var fault: Job.Fault?
    /// When the customer posted it.
    var createdAt: Instant
    /// When it last changed.
    var updatedAt: Instant
    /// The value for `If-Match`, raised by every change.
    var version: Int

    /// A service with its unit.
    struct ServiceName: Codable, Sendable {
        var id: ID<Service>
        /// As providers offer it.
        var name: String
        /// The unit of its prices.
        var unit: Service.Unit
    }

    /// A customer's budget, in cents; only shown.
    struct Budget: Codable, Sendable {
        /// At least; absent when not said.
        var minMinor: Int64?
        /// At most; absent when not said.
        var maxMinor: Int64?
    }

    /// A payment in short.
    struct PaymentSummary: Codable, Sendable {
        var id: ID<Charge>
        /// `stripe` or `paypal`.
        var gateway: String
        /// How far it has come at its gateway.
        var state: Charge.State
        /// The amount in cents; for the provider what is left of it after the commission.
        var amountMinor: Int64
        /// The refunded part in cents.
        var refundedMinor: Int64
    }

    /// A dispute in short.
    struct DisputeSummary: Codable, Sendable {
        var id: ID<Dispute>
        /// Where it stands between its opening and the final decision.
        var state: Dispute.Status
    }

    /// The two sides of a job.
    struct Contacts: Codable, Sendable {
        /// The side that posted the job and pays for it.
        var customer: Contact
        /// The side that was awarded the job.
        var provider: Contact
    }

    /// A person to talk to.
    struct Contact: Codable, Sendable {
        /// The account, as chats and calls name it.
        var accountId: ID<Account>
        /// The person's name; for a provider the name of the business.
        var name: String
        /// The telephone number; absent when none was given.
        var phone: PhoneNumber?
    }
}

/// An accepted quote with its terms, which never change.
struct AwardView: Codable, Sendable {
    /// The accepted quote.
    var quoteId: ID<Quote>
    /// The number of the accepted revision of that quote, from 1.
    var revision: Int
    /// In cents.
    var amountMinor: Int64
    /// The agreed start; `start` of the job is the one as last rescheduled.
    var start: Instant
    /// The agreed duration.
    var minutes: Int
    /// Until when the customer cancels without a fee.
    var freeUntil: Instant
    /// The fee of a later cancellation by the customer, in cents.
    var lateFeeMinor: Int64
    /// The platform's commission in cents; absent for the customer.
    var commissionMinor: Int64?
    /// The provider's part, in cents; absent for the customer.
    var netMinor: Int64?
}
