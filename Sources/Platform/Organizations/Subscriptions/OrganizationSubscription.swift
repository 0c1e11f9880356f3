import Kernel
import Store

/// The subscription of an organisation: a plan with a number of seats, until the end of a period.
///
/// The site's administrators record it; there are no payments here. People's own data never depends on it.
package struct OrganizationSubscription: Sendable {
    package let id: ID<OrganizationSubscription>
    package let organization: ID<Organization>
    package internal(set) var plan: Line<1, 40>
    package internal(set) var seats: Ranged<1, 100_000>
    package let status: Status
    package internal(set) var periodEnd: Instant
    package let version: Int

    static let trial = Duration.days(30)
    /// The time from the end of the period to the suspension.
    static let grace = Duration.days(14)

    package var suspendsAt: Instant? { status == .pastDue ? periodEnd + Self.grace : nil }
}

extension OrganizationSubscription: LifecycleSubject {
    package static let kind = "organization_subscription"

    /// The state of a subscription.
    package enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The period is a trial.
        case trialing
        /// The period is paid for.
        case active
        /// The period is over; nothing changes yet.
        case pastDue = "past_due"
        /// Nobody can be invited, join or return.
        case suspended
        /// Ended by the site's administrators, with the same effect.
        case cancelled
    }

    package enum Event: String, Codable, CaseIterable, Sendable {
        case activate, renew, lapse, suspend, cancel
    }

    // swift-format-ignore
    package static let lifecycle = Lifecycle<OrganizationSubscription, Status, Event>(start: .trialing) {
        // event       from                                             to              needs
        On(.activate,  from: .trialing, .pastDue, .suspended, .cancelled, to: .active,    needs: .seatManage)
        On(.renew,     from: .active,                                   to: .active,    needs: .seatManage)
        On(.lapse,     from: .trialing, .active,                        to: .pastDue,   needs: .seatManage)
        On(.suspend,   from: .pastDue,                                  to: .suspended, needs: .seatManage)
        On(.cancel,    from: .trialing, .active, .pastDue, .suspended,  to: .cancelled, needs: .seatManage)
    }

    package func transitioned(
        to status: Status,
        by event: Event,
        _ tx: borrowing Tx
    ) throws -> OrganizationSubscription {
        try saved(as: status, tx)
    }

    /// Fails with ``Problem/Code/stale`` when someone else changed it first.
    func saved(as status: Status, _ tx: borrowing Tx) throws -> OrganizationSubscription {
        try tx.changeOne(
            """
            UPDATE organization_subscription
               SET plan = \(plan), seats = \(seats), state = \(status), period_end = \(periodEnd), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        return try Self.of(organization, tx)
    }
}

extension OrganizationSubscription: Record {
    package static let columns: SQL =
        "s.id, s.organization_id, s.plan, s.seats, s.state, s.period_end, s.version"

    package init(_ row: inout Row) throws {
        id = try row.next()
        organization = try row.next()
        plan = try row.next()
        seats = try row.next()
        status = try row.next()
        periodEnd = try row.next()
        version = try row.next()
    }

    package static func of(
        _ organization: ID<Organization>,
        _ tx: borrowing Tx
    ) throws -> OrganizationSubscription {
        try tx.one(
            "SELECT \(columns) FROM organization_subscription s WHERE s.organization_id = \(organization)"
        )
    }

    /// The trial of a new organisation.
    static func start(
        for organization: Organization,
        plan: Line<1, 40>,
        seats: Ranged<1, 100_000>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        let id = tx.newID(of: OrganizationSubscription.self)
        try tx.execute(
            """
            INSERT INTO organization_subscription (id, organization_id, plan, seats, state, period_end, created_at, updated_at, version)
            VALUES (\(id), \(organization.id), \(plan), \(seats), \(Status.trialing), \(tx.now + trial), \(tx.now), \(tx.now), 1)
            """
        )
        try Audit.record(OrganizationAction.startSubscription, of: kind, id.cast(), by: actor, tx)
    }
}
