import Kernel
import Platform
import Store
import Web

/// The subscriptions of all organisations that have not closed.
struct SubscriptionAnalyticsView: View {
    /// The number of subscriptions by state and plan; groups without any are left out.
    var counts: [Count]
    /// The active and trial subscriptions whose period ends within 30 days.
    var endingSoon: Int
    /// The subscriptions, by the end of their period.
    var organizations: [Row]

    /// The subscriptions of one state and plan.
    struct Count: Codable, Sendable {
        /// The state that the counted subscriptions share.
        var state: OrganizationSubscription.Status
        /// The name of the plan.
        var plan: String
        /// The number of subscriptions.
        var count: Int
    }

    /// The subscription of an organisation.
    struct Row: Codable, Sendable {
        /// The organisation.
        var organizationId: ID<Organization>
        /// The name of the organisation.
        var name: String
        /// The name of the plan.
        var plan: String
        /// The number of seats.
        var seats: Int
        /// The seats in use: active members and open invitations.
        var used: Int
        /// Decides whether members can be invited; `suspended` and `cancelled` stop it.
        var state: OrganizationSubscription.Status
        /// When the paid or trial period ends; unless renewed, the subscription is past due from then on.
        var periodEnd: Instant
    }

    init(_ rows: [Row], at now: Instant) {
        organizations = rows
        endingSoon =
            rows.filter {
                [.trialing, .active].contains($0.state) && $0.periodEnd < now + .days(30)
            }.count
        let groups = Dictionary(grouping: rows) { Group(state: $0.state, plan: $0.plan) }
        counts = groups.map { Count(state: $0.state, plan: $0.plan, count: $1.count) }.sorted {
            ($0.state.rawValue, $0.plan) < ($1.state.rawValue, $1.plan)
        }
    }

    private struct Group: Hashable {
        let state: OrganizationSubscription.Status
        let plan: String
    }
}

extension SubscriptionAnalyticsView.Row: RowDecodable {
    init(_ row: inout Row) throws {
        organizationId = try row.next()
        name = try row.next()
        plan = try row.next()
        seats = try row.next()
        used = try row.next(Int.self) + row.next(Int.self)
        state = try row.next()
        periodEnd = try row.next()
    }

    static func all(_ tx: borrowing Tx) throws -> [Self] {
        try tx.all(
            """
            SELECT o.id, o.name, s.plan, s.seats, \(Seats.members(of: "o.id")), \(Seats.invitations(of: "o.id", at: tx.now)),
                   s.state, s.period_end
              FROM organization o JOIN organization_subscription s ON s.organization_id = o.id
             WHERE o.state <> 'closed' ORDER BY s.period_end, o.id
            """
        )
    }
}
