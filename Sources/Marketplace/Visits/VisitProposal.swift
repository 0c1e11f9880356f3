import Kernel
import Platform
import Store
import Web

/// A proposed visit.
struct NewVisit: Body {
    /// The provider to come; only for customers, and required from them.
    var providerId: ID<Provider>?
    /// When it begins.
    var from: Instant
    /// When it ends, four hours later at most.
    var until: Instant
    /// The matter to look at; contact data are masked for the other side until the job is funded.
    var note: Visit.Note
}

/// An answer to a visit, or its end.
struct VisitAnswer: Body {
    /// `agreed` or `declined` by the other side; `cancelled` or `no_show` by either side of an agreed visit.
    var status: Choice

    /// The states that a side of a visit can bring about.
    enum Choice: String, Codable, CaseIterable, Sendable {
        /// The visit takes place.
        case agreed
        /// It does not.
        case declined
        /// The agreed visit is cancelled.
        case cancelled
        /// The other side did not come.
        case noShow = "no_show"

        var event: Visit.Event {
            switch self {
            case .agreed: .agree
            case .declined: .decline
            case .cancelled: .cancel
            case .noShow: .miss
            }
        }
    }
}

extension NewVisit {
    private static let longest = Duration.hours(4)

    func check(at now: Instant) throws(Problem) {
        var faults = PlannedTime.faults(from: from, until: until, at: now)
        if faults.isEmpty, until - from > Self.longest { faults = [Problem.Fault("/until", .visitTooLong)] }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    /// The provider that the caller means: the named one, or the caller's own.
    func provider(of side: Job.Side, for call: Call, _ tx: borrowing Tx) throws -> Provider {
        switch side {
        case .customer:
            guard let providerId else {
                throw Problem(.invalid, faults: [.init("/provider_id", Refusal(.required))])
            }
            return try Provider.find(named: providerId, tx)
        case .provider:
            let own = try Provider.own(call, tx)
            guard providerId == nil || providerId == own.id else {
                throw Problem(.invalid, faults: [.init("/provider_id", .onlyForCustomer)])
            }
            return own
        }
    }
}

extension Visit {
    private static let most = 2

    /// Proposes a visit to the other side.
    static func propose(
        _ body: NewVisit,
        by side: Job.Side,
        of provider: Provider,
        on job: Job,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> Visit {
        if let obstacle = try job.obstacle(to: provider, tx) { throw refusal(obstacle, of: job) }
        guard try countOpen(of: job.customer, provider.id, tx) < most else {
            throw Problem.tooMany("visits", limit: most)
        }
        let calendar = try provider.calendar(tx)
        guard try !Booking.isTaken(from: body.from, until: body.until, of: calendar.id, tx) else {
            throw Problem(.slotTaken)
        }
        let answer = try Policies.duration(.visitAnswerHours, at: tx.now, tx)
        let id = tx.newID(of: Visit.self)
        let expiresAt = min(tx.now + answer, body.from)
        try tx.execute(
            """
            INSERT INTO visit (id, job_id, provider_id, proposed_by, from_at, until_at, note, state, expires_at,
                               created_at, updated_at, version)
            VALUES (\(id), \(job.id), \(provider.id), \(side), \(body.from), \(body.until), \(body.note),
                    \(Status.proposed), \(expiresAt), \(tx.now), \(tx.now), 1)
            """
        )
        try Deadline.set(Event.lapse.rawValue, of: kind, id, at: expiresAt, tx)
        try Audit.record(VisitAction.propose, of: kind, id.cast(), by: call.actor, tx)
        let hits = Masking.mask(body.note.rawValue).hits
        try ContactHits.add(hits, by: call.account, in: job.id, region: job.region, tx)
        return try find(id, tx)
    }

    /// The state of the job does not allow visits, or the provider cannot work there.
    private static func refusal(_ obstacle: QuoteObstacle, of job: Job) -> Problem {
        guard obstacle != .state else { return .illegalTransition(from: job.status) }
        return Problem(.outOfReach, extras: ["reason": .string(obstacle.rawValue)])
    }
}
