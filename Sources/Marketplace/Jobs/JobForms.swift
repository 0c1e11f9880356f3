import Kernel
import Platform
import Web

/// A new job.
struct NewJob: Body {
    /// The service that is needed.
    var serviceId: ID<Service>
    /// The work in a few words.
    var title: Job.Title
    /// The work; contact data is masked for providers until the job is funded.
    var description: Job.Description
    /// Where; providers see it to a kilometre until the job is funded.
    var point: Coordinates
    /// The address, which the provider sees once the job is funded.
    var address: Job.Address
    /// When the work can begin and must have begun.
    var window: JobWindow
    /// The customer's least budget, in cents; only shown.
    var budgetMinMinor: Price?
    /// The customer's greatest budget, in cents; only shown.
    var budgetMaxMinor: Price?
    /// A provider who is asked alone; absent for all providers nearby.
    var providerId: ID<Provider>?
    /// Up to ten uploads for the purpose `job`.
    var files: [ID<StoredFile>]?
}

/// The time in which the work begins.
struct JobWindow: Codable, Hashable, Sendable {
    /// The beginning, not in the past.
    var from: Instant
    /// The end; also the end of the job when no quote is accepted.
    var until: Instant
}

/// Changes of a job that is not awarded yet; absent members stay, and null clears an optional one.
///
/// A new service, place, window or text makes a new revision, which quotes must confirm. Once the job is awarded only
/// `access_note` can change.
struct JobChanges: Body, MergePatch {
    /// The service that is needed.
    var serviceId: ID<Service>?
    /// The work in a few words.
    var title: Job.Title?
    /// The work.
    var description: Job.Description?
    /// Where.
    var point: Coordinates?
    /// Street and number; shown like those of a new job.
    var address: Job.Address?
    /// When the work can begin and must have begun.
    var window: JobWindow?
    /// The customer's least budget, in cents.
    var budgetMinMinor: Change<Price>
    /// The customer's greatest budget, in cents.
    var budgetMaxMinor: Change<Price>
    /// All files of the job, the present ones included.
    var files: [ID<StoredFile>]?
    /// How to get in; the provider sees it once the job is funded.
    var accessNote: Change<Job.AccessNote>

    /// Whether it changes anything that an awarded job no longer lets change.
    var needsOpenJob: Bool {
        serviceId != nil || title != nil || description != nil || point != nil || address != nil
            || window != nil
            || files != nil || budgetMinMinor.isGiven || budgetMaxMinor.isGiven
    }
}

/// The provider that a job goes to.
struct JobAssignment: Body, MergePatch {
    /// The provider who is asked alone; null opens the job to all providers again.
    var providerId: Change<ID<Provider>>
    /// The reason; required of local managers and administrators.
    var reason: Reason?
}

/// A move of a job.
struct JobMove: Body {
    /// The state that the job is to have.
    var status: Target
    /// A note for the other side; local managers and administrators must give one.
    var note: Text<1, 2_000>?
    /// The side at fault for a cancellation after funding; required of local managers and administrators.
    var fault: Job.Fault?

    /// A state that somebody can bring about.
    enum Target: String, Codable, CaseIterable, Sendable {
        /// The work has begun.
        case underway
        /// The same, in the words of the contract.
        case inProgress = "in_progress"
        /// The work is done.
        case delivered
        /// The customer asks for improvements.
        case rework
        /// The customer accepts the work; from the provider it means delivered.
        case completed
        /// The job is cancelled.
        case cancelled
    }
}

/// The quote to accept, as the customer has seen it.
struct QuoteChoice: Body {
    /// The quote that wins the job.
    var quoteId: ID<Quote>
    /// The number of the revision that the customer has read; another present one is refused.
    var revision: Ranged<1, 1_000>
    /// Its amount in cents.
    var amountMinor: Price
    /// Refused: the server calculates it.
    var commissionMinor: Computed?
    /// Refused: the server calculates it.
    var feeMinor: Computed?
}

/// A cancellation.
struct JobCancellation: Body {
    /// The reason; required of local managers and administrators.
    var reason: Reason?
    /// The side at fault; required of local managers and administrators once the job is funded.
    var fault: Job.Fault?
}

/// The same, as query parameters.
struct JobCancellationQuery: Query {
    /// The reason; required of local managers and administrators.
    var reason: Reason?
    /// The side at fault; required of local managers and administrators once the job is funded.
    var fault: Job.Fault?

    var body: JobCancellation { JobCancellation(reason: reason, fault: fault) }
}

extension JobWindow {
    /// For clocks that are slow, and for the time to fill in a form.
    private static let patience = Duration.minutes(10)

    /// Its faults below `pointer`: in the past, reversed, or more than a year ahead; `start` is the present one of a job
    /// that is edited, which may stay.
    func faults(at pointer: String, now: Instant, keeping start: Instant? = nil) -> [Problem.Fault] {
        let latest = now + .days(365)
        var faults: [Problem.Fault] = []
        if from != start, from + Self.patience < now { faults.append(.init("\(pointer)/from", .inThePast)) }
        if from > latest { faults.append(.init("\(pointer)/from", .tooFarAhead)) }
        if until <= now { faults.append(.init("\(pointer)/until", .inThePast)) }
        if until <= from { faults.append(.init("\(pointer)/until", .endsBeforeItStarts)) }
        if until > latest { faults.append(.init("\(pointer)/until", .tooFarAhead)) }
        return faults
    }
}
