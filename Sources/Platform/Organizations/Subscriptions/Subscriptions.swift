import Kernel
import Store
import Web

/// The subscription of an organisation, as its administrators see it and the site's administrators record it.
enum Subscriptions {
    // swift-format-ignore
    @RouteTable static var routes: [Route] {
        //   path                                 handler  needs
        Get("/organizations/{id}/subscription",   show,    .seatRead,   "Get an organization's subscription",
            details: "Active members and open invitations use its seats.")
        Put("/organizations/{id}/subscription",   record,  .seatManage, "Update an organization's subscription",
            details: "A subscription that is suspended or cancelled keeps its members; nobody can be invited, join or return.").refuses(.seatsInUse, .illegalTransition, .organizationNotActive, .stale)
    }

    static func show(_ call: Call, id: ID<Organization>) async throws -> Versioned<SubscriptionView> {
        try await call.db.read { tx in
            let organization = try Organization.find(id, within: call.scope, tx)
            return try versioned(OrganizationSubscription.of(organization.id, tx), tx)
        }
    }

    static func record(
        _ call: Call,
        id: ID<Organization>,
        match: IfMatch?,
        body: SubscriptionRecord
    ) async throws -> Versioned<SubscriptionView> {
        try await call.db.write { tx in
            let organization = try Organization.find(id, changing: call, tx)
            let present = try OrganizationSubscription.locked(of: organization.id, tx)
            try match?.check(present.version)
            return try versioned(present.recorded(as: body, by: call, tx), tx)
        }
    }

    private static func versioned(
        _ subscription: OrganizationSubscription,
        _ tx: borrowing Tx
    ) throws -> Versioned<SubscriptionView> {
        let used = try Seats.used(by: subscription.organization, tx)
        return Versioned(SubscriptionView(subscription, used), version: subscription.version)
    }
}

extension OrganizationSubscription {
    fileprivate func recorded(
        as record: SubscriptionRecord,
        by call: Call,
        _ tx: borrowing Tx
    ) throws -> OrganizationSubscription {
        try record.check(at: tx.now)
        let used = try Seats.used(by: organization, tx).all
        guard record.seats.value >= used else {
            throw Problem(.seatsInUse, extras: ["used": .integer(Int64(used))])
        }
        var next = self
        next.plan = record.plan
        next.seats = record.seats
        next.periodEnd = record.periodEnd
        return try next.advanced(toRecorded: record.state, by: call, tx)
    }

    private func advanced(
        toRecorded wish: SubscriptionRecord.State,
        by call: Call,
        _ tx: borrowing Tx
    ) throws -> OrganizationSubscription {
        switch wish {
        case .active: return try advanced(by: status == .active ? .renew : .activate, as: call, tx)
        case .cancelled where status != .cancelled: return try advanced(by: .cancel, as: call, tx)
        case .trialing where status != .trialing:
            // No event leads back to a trial: this throws the refusal that lists the allowed states.
            return try advanced(to: .trialing, as: call, tx)
        case .trialing, .cancelled:
            let action = OrganizationAction.changeSubscription
            try Audit.record(action, of: Self.kind, id.cast(), by: call.actor, tx)
            return try saved(as: status, tx)
        }
    }
}

/// A subscription as a whole, to be recorded.
struct SubscriptionRecord: Body {
    /// The name of the plan, such as `trial`.
    var plan: Line<1, 40>
    /// The number of seats; not fewer than are in use.
    var seats: Ranged<1, 100_000>
    /// The state from now on.
    var state: State
    /// The end of the period; in the future, unless the subscription is cancelled.
    var periodEnd: Instant

    /// A state that can be recorded; the server sets the others.
    enum State: String, Codable, CaseIterable, Sendable {
        /// A trial continues; no other state can return to it.
        case trialing
        /// The period is paid for.
        case active
        /// The subscription ends now.
        case cancelled
    }

    func check(at now: Instant) throws {
        guard state == .cancelled || periodEnd > now else {
            throw Problem(.invalid, faults: [.init("/period_end", .periodIsOver)])
        }
    }
}

/// The subscription of an organisation.
struct SubscriptionView: View {
    /// The name of the plan, such as `trial`.
    var plan: String
    /// The number of seats.
    var seats: Int
    /// The seats in use: active members and open invitations.
    var used: Int
    /// The invitations that hold a seat.
    var openInvitations: Int
    /// Decides whether members can be invited; `suspended` and `cancelled` stop invitations and releases.
    var state: OrganizationSubscription.Status
    /// When the paid or trial period ends; unless renewed, the subscription is past due from then on.
    var periodEnd: Instant
    /// The time of its suspension; absent unless it is past due.
    var suspendsAt: Instant?
    /// Raised by one with each change; expected in `If-Match`.
    var version: Int

    init(_ subscription: OrganizationSubscription, _ seats: Seats) {
        plan = subscription.plan.rawValue
        self.seats = subscription.seats.value
        used = seats.all
        openInvitations = seats.openInvitations
        state = subscription.status
        periodEnd = subscription.periodEnd
        suspendsAt = subscription.suspendsAt
        version = subscription.version
    }
}
