import Kernel
import Platform
import Store

/// A plan that the office gives to a customer until a day, without a payment.
///
/// Subscriptions are copies of the provider's; a grant is our own, and counts where no subscription covers.
struct PlanGrant: Sendable, Record {
    let id: ID<PlanGrant>
    let account: ID<Account>
    let plan: ID<Plan>
    let startsAt: Instant
    /// The midnight after the last day.
    let endsAt: Instant
    let reason: String
    let grantedBy: ID<Account>?
    let revokedAt: Instant?
    let revokedBy: ID<Account>?
    let revokeReason: String?

    static let columns: SQL =
        """
        g.id, g.account_id, g.plan_id, g.starts_at, g.ends_at, g.reason, g.granted_by, g.revoked_at, g.revoked_by,
        g.revoke_reason
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        plan = try row.next()
        startsAt = try row.next()
        endsAt = try row.next()
        reason = try row.next()
        grantedBy = try row.next()
        revokedAt = try row.next()
        revokedBy = try row.next()
        revokeReason = try row.next()
    }
}

extension PlanGrant {
    /// The condition for a grant `g` that runs.
    static func isRunning(at now: Instant) -> SQL { "g.revoked_at IS NULL AND g.ends_at > \(now)" }

    /// The running grant of a customer, of which there is one at most.
    static func running(of account: ID<Account>, _ tx: borrowing Tx) throws -> PlanGrant? {
        try tx.first(
            """
            SELECT \(columns) FROM plan_grant g WHERE g.account_id = \(account) AND \(isRunning(at: tx.now))
             ORDER BY g.ends_at DESC, g.id LIMIT 1
            """
        )
    }

    /// Newest first.
    static func all(of account: ID<Account>, _ tx: borrowing Tx) throws -> [PlanGrant] {
        try tx.all(
            """
            SELECT \(columns) FROM plan_grant g WHERE g.account_id = \(account) ORDER BY g.starts_at DESC, g.id DESC
            """
        )
    }

    static func find(_ id: ID<PlanGrant>, of account: ID<Account>, _ tx: borrowing Tx) throws -> PlanGrant {
        try tx.one("SELECT \(columns) FROM plan_grant g WHERE g.id = \(id) AND g.account_id = \(account)")
    }

    /// The number of running grants, by the key of their plan.
    static func counts(_ tx: borrowing Tx) throws -> [String: Int] {
        var counts: [String: Int] = [:]
        try tx.forEach(
            """
            SELECT g.plan_id, COUNT(*) FROM plan_grant g WHERE \(isRunning(at: tx.now)) GROUP BY g.plan_id
            """
        ) { row in
            let plan: ID<Plan> = try row.next()
            counts[plan.description] = try row.next(Int.self)
        }
        return counts
    }
}

// The office's doings; each leaves its reason in the audit log.
extension PlanGrant {
    /// Gives the plan from now on; refused with 409 while another grant runs.
    static func give(
        _ plan: Plan,
        to customer: Account,
        _ term: PlanTerm,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> PlanGrant {
        if let running = try running(of: customer.id, tx) {
            throw Problem(.planGranted, extras: ["grant_id": .string(running.id.description)])
        }
        let id = tx.newID(of: PlanGrant.self)
        try tx.execute(
            """
            INSERT INTO plan_grant (id, account_id, plan_id, starts_at, ends_at, reason, granted_by)
            VALUES (\(id), \(customer.id), \(plan.id), \(tx.now), \(term.end), \(term.reason), \(actor.account))
            """
        )
        let grant = try find(id, of: customer.id, tx)
        try grant.record(.grant, because: term.reason, until: term.end, by: actor, tx)
        try plan.notifyHeld(by: customer, until: term.end, key: "grant:\(id)", tx)
        return grant
    }

    func extend(_ term: PlanTerm, by actor: Actor, _ tx: borrowing Tx) throws {
        try tx.changeOne(
            """
            UPDATE plan_grant SET ends_at = \(term.end)
             WHERE id = \(id) AND revoked_at IS NULL AND ends_at = \(endsAt)
            """
        )
        try record(.extendGrant, because: term.reason, until: term.end, by: actor, tx)
        let customer = try Account.find(account, tx)
        let key = "grant:\(id):\(term.end.seconds)"
        try Plan.find(self.plan, tx).notifyHeld(by: customer, until: term.end, key: key, tx)
    }

    /// Ends it now; a grant that has ended already is refused with 409.
    func revoke(because reason: String, by actor: Actor, _ tx: borrowing Tx) throws -> PlanGrant {
        guard revokedAt == nil, tx.now < endsAt else { throw Problem(.subscriptionEnded) }
        try tx.changeOne(
            """
            UPDATE plan_grant SET revoked_at = \(tx.now), revoked_by = \(actor.account), revoke_reason = \(reason)
             WHERE id = \(id) AND revoked_at IS NULL
            """
        )
        try record(.revokeGrant, because: reason, until: nil, by: actor, tx)
        return try PlanGrant.find(id, of: account, tx)
    }

    private func record(
        _ action: PlanAction,
        because reason: String,
        until end: Instant?,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        var details: JSONValue = [
            "grant_id": .string(id.description), "plan_id": .string(plan.description),
            "reason": .string(reason),
        ]
        if let end { details["until"] = .string(end.description) }
        try Audit.record(action, of: Account.kind, account.cast(), by: actor, details: details, tx)
    }
}
