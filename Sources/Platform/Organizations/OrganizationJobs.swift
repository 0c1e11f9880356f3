import Kernel
import Store

extension Organization {
    static let jobs: [any Job.Type] = [
        EndOrganizations.self, LapseSubscriptions.self, ExpireInvitations.self, NotifyOfClosing.self,
    ]

    static let schedules: [Schedule] = [
        Every("organizations.end", .hours(1), EndOrganizations()),
        Every("organizations.subscriptions", .hours(1), LapseSubscriptions()),
        Every("organizations.invitations", .hours(1), ExpireInvitations()),
    ]
}

/// Ends the organisations whose closing is over, and warns the members of others a week before.
struct EndOrganizations: Job {
    static let kind = "organizations.end"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(30))

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            let near: [ID<Organization>] = try tx.values(
                """
                SELECT o.id FROM organization o
                 WHERE o.closes_at > \(tx.now) AND o.closes_at <= \(tx.now + Organization.warning) AND o.warned_at IS NULL
                """
            )
            for id in near {
                try tx.execute("UPDATE organization SET warned_at = \(tx.now) WHERE id = \(id)")
                try tx.enqueue(NotifyOfClosing(organization: id, isWarning: true))
            }
        }
        let due = try await call.db.read { tx in
            try tx.values(
                "SELECT o.id FROM organization o WHERE o.closes_at <= \(tx.now)",
                as: ID<Organization>.self
            )
        }
        let acting = call.acting()
        for id in due {
            while try await call.db.write({ tx in try Organization.endStep(id, as: acting, tx) }) == false {}
        }
        return .done
    }
}

/// Notifies the members of a closing organisation of its end.
struct NotifyOfClosing: Job {
    static let kind = "organizations.tell_closing"
    static let policy = JobPolicy(timeout: .minutes(10))

    let organization: ID<Organization>
    /// True for the second notice, a week before the end.
    let isWarning: Bool

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await call.db.write { tx in
            let organization = try Organization.find(organization, tx)
            guard organization.status == .closing else { return .cancel("not closing") }
            try OrganizationNotices.notifyClosing(organization, isWarning: isWarning, tx)
            return .done
        }
    }
}

/// Moves subscriptions past the end of their period, and suspends them a fortnight later.
struct LapseSubscriptions: Job {
    static let kind = "organizations.lapse_subscriptions"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    func run(_ call: JobCall) async throws -> JobOutcome {
        let acting = call.acting()
        let grace = OrganizationSubscription.grace
        let moves: [(OrganizationSubscription.Event, @Sendable (Instant) -> SQL)] = [
            (.lapse, { "s.state IN ('trialing', 'active') AND s.period_end <= \($0)" }),
            (.suspend, { "s.state = 'past_due' AND s.period_end <= \($0 - grace)" }),
        ]
        for (event, isDue) in moves {
            try await call.db.write { tx in
                let due: [OrganizationSubscription] = try tx.all(
                    """
                    SELECT \(OrganizationSubscription.columns) FROM organization_subscription s
                     WHERE \(isDue(tx.now)) ORDER BY s.id
                    """
                )
                for subscription in due { _ = try subscription.advanced(by: event, as: acting, tx) }
            }
        }
        return .done
    }
}

/// Marks the invitations whose link is a week old, some in each transaction; their seats are free already.
struct ExpireInvitations: Job {
    static let kind = "organizations.expire_invitations"
    static let policy = JobPolicy(queue: .maintenance, timeout: .minutes(10))

    func run(_ call: JobCall) async throws -> JobOutcome {
        let acting = call.acting()
        var isMore = true
        while isMore {
            isMore = try await call.db.write { tx in
                let due: [OrganizationInvitation] = try tx.all(
                    """
                    SELECT \(OrganizationInvitation.columns) FROM organization_invitation v
                     WHERE v.state = 'open' AND v.expires_at <= \(tx.now) ORDER BY v.expires_at LIMIT 200
                    """
                )
                for invitation in due { _ = try invitation.advanced(by: .expire, as: acting, tx) }
                return !due.isEmpty
            }
        }
        return .done
    }
}
