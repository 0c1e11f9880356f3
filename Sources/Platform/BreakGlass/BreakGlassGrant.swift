import Kernel
import Store

/// An administrator's access to data about one person for some minutes, approved by another administrator.
package struct BreakGlassGrant: Sendable {
    package let id: ID<BreakGlassGrant>
    let requester: ID<Account>
    let subject: ID<Account>
    let scopes: [Scope]
    let cause: String
    let ticket: String?
    let minutes: Int
    package let status: Status
    let approver: ID<Account>?
    let requestedAt: Instant
    let startsAt: Instant?
    let endsAt: Instant?
    let reads: Int
    let reviewer: ID<Account>?
    let verdict: Verdict?
    package let version: Int

    /// How long a request waits for its approval.
    static let approvalTime = Duration.hours(24)
    /// How long a grant that is over may stay without a review.
    static let reviewTime = Duration.hours(72)

    /// The data that a grant opens to its requester; never an entry, a score, a note or an answer.
    package enum Scope: String, Codable, CaseIterable, Sendable {
        /// Consents, sessions, last login, preferences, and devices by platform.
        case account
        /// The times at which the person's devices wrote, without the content.
        case logMetadata = "log_metadata"
    }

    /// The verdict of a review.
    package enum Verdict: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// There was a good reason for the access.
        case justified
        /// There was no good reason.
        case unjustified
    }
}

extension BreakGlassGrant: LifecycleSubject {
    package static let kind = "break_glass"

    /// The state of a grant.
    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Requested and not approved yet.
        case requested
        /// Approved: its requester can read.
        case active
        /// Ended by its requester or approver.
        case ended
        /// Ended when its time was over.
        case expired
        /// Not approved within a day.
        case lapsed
        /// Ended and reviewed.
        case reviewed
    }

    /// An event of a grant's lifecycle.
    package enum Event: String, Codable, CaseIterable, Sendable {
        /// Another administrator approves it.
        case approve
        /// Requester or approver ends it early.
        case end
        /// Its time is over.
        case expire
        /// Nobody approved it in time.
        case lapse
        /// An administrator who did not request it reviews it.
        case review
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<BreakGlassGrant, Status, Event>(start: .requested) {
        // event       from                       to              needs
        On(.approve,   from: .requested,          to: .active,    needs: .breakGlass)
        On(.lapse,     from: .requested,          to: .lapsed,    needs: .breakGlass)
        On(.end,       from: .active,             to: .ended,     needs: .breakGlass)
        On(.expire,    from: .active,             to: .expired,   needs: .breakGlass)
        On(.review,    from: .ended, .expired,    to: .reviewed,  needs: .breakGlass)
    }

    package func transitioned(
        to status: Status,
        by event: Event,
        _ tx: borrowing Tx
    ) throws -> BreakGlassGrant {
        let (starts, ends) = (status == .active ? tx.now : startsAt, end(in: status, at: tx.now))
        try tx.changeOne(
            """
            UPDATE break_glass
               SET state = \(status), starts_at = \(starts), ends_at = \(ends), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.find(id, tx)
    }

    private func end(in status: Status, at now: Instant) -> Instant? {
        switch status {
        case .active: now + .minutes(minutes)
        case .ended: now
        default: endsAt
        }
    }
}

extension BreakGlassGrant {
    /// The step that is due because its time has come.
    func overdue(at now: Instant) -> Event? {
        switch status {
        case .requested: requestedAt + Self.approvalTime <= now ? .lapse : nil
        case .active: endsAt.map { $0 <= now } == true ? .expire : nil
        case .ended, .expired, .lapsed, .reviewed: nil
        }
    }

    /// The grant after the step that is due, without waiting for the job that makes it when nobody asks.
    func settled(by call: Call, _ tx: borrowing Tx) throws -> BreakGlassGrant {
        guard let event = overdue(at: tx.now) else { return self }
        return try transitioned(by: event, as: call.site.call(as: .system), tx)
    }

    /// Makes a step, and notifies the person concerned when it ends the access.
    func transitioned(by event: Event, as call: Call, _ tx: borrowing Tx) throws -> BreakGlassGrant {
        let next = try advanced(by: event, as: call, tx)
        if event == .end || event == .expire { try next.notifySubject(at: call.site, tx) }
        return next
    }
}

extension Permission {
    /// To request, approve, use and review break-glass access.
    package static let breakGlass = Permission("break_glass")
}
