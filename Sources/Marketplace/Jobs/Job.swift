import Kernel
import Platform
import Store

/// Work that a customer needs: posted, quoted, awarded, paid into escrow, done and completed.
struct Job: Sendable {
    let id: ID<Job>
    let customer: ID<Account>
    /// The region of its place when it was posted or moved there, whatever becomes of the regions.
    var region: ID<Region>
    var service: ID<Service>
    /// The provider that it is directed at or awarded to; nil for one that all providers see.
    var provider: ID<Provider>?
    /// The account of that provider.
    var providerAccount: ID<Account>?
    var award: ID<Award>?
    var title: Title
    var description: Description
    /// The title as providers read it before the job is funded; nil when nothing in it is masked.
    var maskedTitle: String?
    /// The same for the description.
    var maskedDescription: String?
    var place: Coordinates
    /// The sealed address, which the provider reads once the job is funded.
    var address: [UInt8]
    /// The sealed note on how to get in; nil without one.
    var accessNote: [UInt8]?
    var windowFrom: Instant
    var windowUntil: Instant
    var budgetMin: Int64?
    var budgetMax: Int64?
    /// Raised by an edit of service, place, window or text; quotes belong to one of them.
    var revision: Int
    var status: State
    /// When the time-out of the state fires, and its event; nil in states without one.
    var expiresAt: Instant?
    var nextEvent: Event?
    let postedAt: Instant
    var editedAt: Instant
    var directedAt: Instant?
    var fundedAt: Instant?
    var startedAt: Instant?
    var deliveredAt: Instant?
    var completedAt: Instant?
    var overAt: Instant?
    /// The planned start, as last rescheduled; nil without an award.
    var startAt: Instant?
    var minutes: Int?
    /// Until when the customer cancels without a fee; moves when the provider reschedules.
    var freeUntil: Instant?
    var reworks: Int
    /// How often an award was not paid in time.
    var lapses: Int
    /// The side at fault for a cancellation after funding.
    var fault: Fault?
    /// Whether it counts as failed by its provider.
    var isProviderFailure: Bool
    /// The numbers that applied when it was posted.
    let terms: JobTerms
    let createdAt: Instant
    var updatedAt: Instant
    var version: Int

    // The rest is not stored.

    /// When it was read: guards compare with it.
    var seenAt: Instant
    /// The event that has just moved it; nil for one that was only read.
    var moved: Event?
    /// The reason of the mover.
    var cause: String?
    /// The provider from whom the move has taken the job.
    var former: Former?

    /// A provider and the award from before a move.
    struct Former: Sendable {
        let provider: ID<Provider>
        let account: ID<Account>
        let award: ID<Award>?
    }

    typealias Title = Line<5, 120>
    typealias Description = Text<1, 4_000>
    typealias Address = Text<3, 500>
    typealias AccessNote = Text<1, 2_000>
}

extension Job {
    /// The state of a job.
    enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Every provider who offers the service within reach sees it.
        case open
        /// Only the provider that it is directed at sees it.
        case directed
        /// Has at least one quote that is live, countered or stale.
        case quoted
        /// A quote is accepted, and not paid yet.
        case awarded
        /// Paid into escrow; not begun.
        case funded
        /// The provider is at work.
        case underway
        /// Done, as the provider says; the customer has not completed it yet.
        case delivered
        /// The customer has asked for improvements.
        case rework
        /// Waits for the decision of a dispute.
        case disputed
        /// Done, and the money released.
        case completed
        /// Cancelled by a side, staff or the server.
        case cancelled
        /// Nobody's quote was accepted in time.
        case expired

        /// Before an award: it can be edited and quoted.
        var isOpen: Bool { Self.openStates.contains(self) }
        var isOver: Bool { self == .completed || self == .cancelled || self == .expired }

        static let openStates: [Self] = [.open, .directed, .quoted]
        static let unfunded: [Self] = [.open, .directed, .quoted, .awarded]
        static let over: [Self] = [.completed, .cancelled, .expired]
    }

    /// The state of a job in the coarse words of the contract.
    enum Outer: String, Codable, CaseIterable, Sendable {
        /// Open to every provider within reach.
        case pending
        /// Directed at a provider, quoted or awarded.
        case assigned
        /// Paid for: funded, underway, delivered, in rework or disputed.
        case inProgress = "in_progress"
        /// Done, and the money released.
        case completed
        /// Cancelled or expired.
        case cancelled

        var states: [State] { State.allCases.filter { $0.outer == self } }
    }

    /// A move of a job along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The customer changes the job.
        case edit
        /// The job goes to one provider, who is asked for a quote.
        case direct
        /// The provider declines the directed job, or does not answer for a day.
        case decline
        /// A provider makes a quote.
        case quote
        /// A provider changes a quote.
        case revise
        /// A provider confirms a quote for the job as it is now.
        case reconfirm
        /// The last quote that could be accepted is gone.
        case unquote
        /// The customer accepts a quote.
        case accept
        /// The award ends without payment, or the provider gives it back; other quotes return.
        case lapse
        /// The same, and no quote is left.
        case lapseOpen = "lapse_open"
        /// The award was not paid in time for the second time.
        case lapseCancelled = "lapse_cancelled"
        /// The payment has arrived.
        case fund
        /// The provider begins.
        case start
        /// The provider has finished.
        case deliver
        /// The customer asks for improvements.
        case askRework = "ask_rework"
        /// The customer accepts the work, or does not answer for a week.
        case complete
        /// One side, or the server, wants a decision.
        case dispute
        /// The dispute is final: the job is completed.
        case settle
        /// The dispute is final: the customer has everything back.
        case settleBack = "settle_back"
        /// One side, the staff or the server cancels the job.
        case cancel
        /// No quote was accepted in time.
        case expire
    }

    /// The side at fault for the cancellation of a funded job.
    enum Fault: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The customer: the terms of the award decide on a fee.
        case customer
        /// The provider: the customer gets everything back, and the job counts as failed.
        case provider
        /// Nobody: the customer gets everything back.
        case none
    }
}

extension Job.State {
    var outer: Job.Outer {
        switch self {
        case .open: .pending
        case .directed, .quoted, .awarded: .assigned
        case .funded, .underway, .delivered, .rework, .disputed: .inProgress
        case .completed: .completed
        case .cancelled, .expired: .cancelled
        }
    }
}

extension Job {
    /// The planned end of the work.
    var endAt: Instant? {
        guard let startAt, let minutes else { return nil }
        return startAt + .minutes(minutes)
    }

    /// Whether its provider and its customer know each other's address, name and telephone number.
    var isUnmasked: Bool { fundedAt != nil }

    /// The title as both sides may read it.
    var sharedTitle: String { (isUnmasked ? nil : maskedTitle) ?? title.rawValue }

    /// The side of the job that an account is on; nil for others, and for providers who have only quoted.
    func side(of account: ID<Account>?) -> Side? {
        guard let account else { return nil }
        if account == customer { return .customer }
        return account == providerAccount ? .provider : nil
    }

    /// A side of a job.
    enum Side: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The one who posted it.
        case customer
        /// The one who does it.
        case provider

        var other: Side { self == .customer ? .provider : .customer }
    }

    func account(of side: Side) -> ID<Account>? {
        side == .customer ? customer : providerAccount
    }
}
