import Kernel
import Store
import Web

/// A request for access to data about a person.
struct NewBreakGlass: Body {
    /// The account of the person.
    var subjectId: ID<Account>
    /// The scopes of data to read, each at most once.
    var scopes: [BreakGlassGrant.Scope]
    /// The reason, which the approver and the person concerned will see.
    var cause: Line<10, 500>
    /// The number of the ticket or incident that made it necessary; none when absent.
    var ticket: Line<1, 100>?
    /// The duration of the access in minutes, from its approval.
    var minutes: Ranged<1, 60>

    func check(by requester: ID<Account>, _ tx: borrowing Tx) throws {
        var faults: [Problem.Fault] = []
        let known: Account? = try tx.first(
            "SELECT \(Account.columns) FROM account a WHERE a.id = \(subjectId) AND a.state <> 'deleted'"
        )
        if known == nil { faults.append(.init("/subject_id", .unknownAccount)) }
        if subjectId == requester { faults.append(.init("/subject_id", .ownAccount)) }
        if scopes.isEmpty { faults.append(.init("/scopes", Refusal(.tooFew(1)))) }
        if Set(scopes).count < scopes.count { faults.append(.init("/scopes", .saidTwice)) }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

/// The review of an access that has ended.
struct BreakGlassReview: Body {
    /// Whether there was a good reason for the access.
    var verdict: BreakGlassGrant.Verdict
    /// The reviewer's findings.
    var note: Line<1, 1000>
}

/// The filter of a list of accesses.
struct BreakGlassFilter: Query {
    /// Only accesses in this state.
    var state: BreakGlassGrant.Status?
    /// Only accesses to data about this account.
    var subjectId: ID<Account>?

    func conditions(at now: Instant) -> [SQL] {
        let conditions: [SQL?] = [
            state.map { "\(BreakGlassGrant.state(at: now)) = \($0)" },
            subjectId.map { "g.subject_id = \($0)" },
        ]
        return conditions.compactMap(\.self)
    }
}

/// An access to data about a person: requested, active or ended.
struct BreakGlassView: View {
    var id: ID<BreakGlassGrant>
    /// The administrator who requested it; nobody else can read.
    var requesterId: ID<Account>
    /// The person concerned.
    var subjectId: ID<Account>
    /// The scopes of data that can be read.
    var scopes: [BreakGlassGrant.Scope]
    /// The reason for the request.
    var cause: String
    /// The number of the ticket or incident; absent without one.
    var ticket: String?
    /// The duration of the access in minutes, from its approval.
    var minutes: Int
    /// The state of the access.
    var state: BreakGlassGrant.Status
    /// The administrator who approved it; absent before the approval.
    var approverId: ID<Account>?
    /// The time of the approval; absent before it.
    var startsAt: Instant?
    /// The end of the access, planned or made early; absent before the approval.
    var endsAt: Instant?
    /// The number of reads by the requester.
    var reads: Int
    /// The administrator who reviewed it; absent before the review.
    var reviewerId: ID<Account>?
    /// The verdict of the review; absent before it.
    var verdict: BreakGlassGrant.Verdict?

    init(_ grant: BreakGlassGrant, at now: Instant) {
        id = grant.id
        requesterId = grant.requester
        subjectId = grant.subject
        scopes = grant.scopes
        cause = grant.cause
        ticket = grant.ticket
        minutes = grant.minutes
        state = grant.overdue(at: now).map { $0 == .lapse ? .lapsed : .expired } ?? grant.status
        approverId = grant.approver
        startsAt = grant.startsAt
        endsAt = grant.endsAt
        reads = grant.reads
        reviewerId = grant.reviewer
        verdict = grant.verdict
    }
}
