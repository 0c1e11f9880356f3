import Kernel
import Platform

/// The division of the money of a disputed job.
struct DisputeDecision: Codable, Hashable, Sendable {
    var outcome: Outcome
    /// The refund of the customer, in cents: nothing, all that is left, or a part of it.
    var refund: Int64

    /// The outcomes of a dispute.
    enum Outcome: String, Codable, CaseIterable, Sendable {
        /// The provider gets everything.
        case release
        /// The customer gets everything back, and the job is cancelled.
        case refundAll = "refund_all"
        /// The customer gets a part back, the provider the rest.
        case split
    }
}

/// A decision with its reason and the people who made it.
struct DisputeRuling: Codable, Sendable {
    var decision: DisputeDecision
    var reason: String
    /// One person, or two for a refund that nobody decides alone.
    var deciders: [Decider]
    var at: Instant

    /// A person who decided.
    struct Decider: Codable, Sendable {
        var account: ID<Account>
        var isAdministrator: Bool
    }

    func isBy(_ account: ID<Account>?) -> Bool { deciders.contains { $0.account == account } }

    /// No side can appeal against a decision that an administrator took part in.
    var isFinalWord: Bool { deciders.contains(where: \.isAdministrator) }
}

/// A side's answer or appeal.
struct DisputeStatement: Codable, Sendable {
    var text: String
    var by: Job.Side
    var at: Instant
}
