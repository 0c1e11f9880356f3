import Kernel
import Platform
import Store

/// Submissions need a plan that covers them.
extension ServiceRequest {
    /// Takes one use of the plan in the transaction of the submission; refused with 402 when none is left.
    ///
    /// The database guarantees that each request takes one use at most, and that the counter stays within the limit.
    func consumeAllowance(_ tx: borrowing Tx) throws {
        guard try Plan.isAnyKnown(tx) else { return }
        let coverage: Coverage
        switch try Coverage.of(customer, tx) {
        case .covered(let found): coverage = found
        case .lacking(let lack): throw try refusal(lack, tx)
        }
        guard let entitlement = coverage.plan.entitlement(to: service) else {
            throw try refusal(.serviceNotIncluded, tx)
        }
        let start = coverage.window.start
        let inserted = try tx.execute(
            """
            INSERT INTO plan_usage (request_id, account_id, plan_id, service, window_start, consumed_at)
            VALUES (\(id), \(customer), \(coverage.plan.id), \(service), \(start), \(tx.now)) ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { return }
        try tx.execute(
            """
            INSERT INTO plan_allowance (account_id, service, window_start, used)
            VALUES (\(customer), \(service), \(start), 0) ON CONFLICT DO NOTHING
            """
        )
        let limit = entitlement.limit?.value
        let taken = try tx.execute(
            """
            UPDATE plan_allowance SET used = used + 1, granted = \(limit)
             WHERE account_id = \(customer) AND service = \(service) AND window_start = \(start)
               AND used < \(limit ?? Int(Int32.max))
            """
        )
        guard taken == 1 else { throw try refusal(.allowanceSpent, limit: limit, tx) }
        try tx.execute(
            "UPDATE service_request SET priority = \(coverage.plan.terms.priority) WHERE id = \(id)"
        )
    }

    /// Returns the use of a request that was rejected before its review.
    func returnAllowance(_ tx: borrowing Tx) throws {
        let usage: PlanUsage? = try tx.first(
            "SELECT \(PlanUsage.columns) FROM plan_usage WHERE request_id = \(id)"
        )
        guard let usage else { return }
        try tx.execute("DELETE FROM plan_usage WHERE request_id = \(id)")
        try tx.execute(
            """
            UPDATE plan_allowance SET used = used - 1
             WHERE account_id = \(customer) AND service = \(usage.service) AND window_start = \(usage.windowStart)
               AND used > 0
            """
        )
    }

    /// The reason why a submission would be refused now; nil when it would be accepted.
    func lackOfCoverage(_ tx: borrowing Tx) throws -> Coverage.Lack? {
        guard try Plan.isAnyKnown(tx) else { return nil }
        switch try Coverage.of(customer, tx) {
        case .lacking(let lack): return lack
        case .covered(let coverage):
            guard let entitlement = coverage.plan.entitlement(to: service) else { return .serviceNotIncluded }
            guard let limit = entitlement.limit?.value else { return nil }
            let used = try PlanUsage.used(service, of: customer, in: coverage.window, tx)
            return used < limit ? nil : .allowanceSpent
        }
    }

    /// The caller's actions; a submission is not allowed when the plan does not cover it.
    func coveredActions(for call: Call, _ tx: borrowing Tx) throws -> [AvailableAction] {
        let actions = actions(for: call)
        guard status == .draft, let lack = try lackOfCoverage(tx) else { return actions }
        return actions.map { action in
            guard action.action == Event.submit.rawValue else { return action }
            var held = action
            held.blockedBy = held.blockedBy ?? "subscription_active"
            held.allowed = false
            held.findings.append(.init(lack.finding, in: call.languages))
            return held
        }
    }

    private func refusal(_ lack: Coverage.Lack, limit: Int? = nil, _ tx: borrowing Tx) throws -> Problem {
        let plans = try Plan.offered(tx).filter { plan in
            guard lack != .paymentOverdue, !plan.terms.isWelcome else { return false }
            guard let entitlement = plan.entitlement(to: service) else { return false }
            return (entitlement.limit?.value ?? Int.max) > (limit ?? 0)
        }
        return Problem(
            .subscriptionRequired,
            lack.message,
            extras: [
                "reason": .string(lack.rawValue),
                "service": .string(service.rawValue),
                "plans": .array(plans.map(\.hint)),
            ]
        )
    }
}

extension Plan {
    /// A plan that would help, in a refusal.
    fileprivate var hint: JSONValue {
        [
            "id": .string(id.description), "code": .string(code.rawValue), "name": .string(name.it.rawValue),
            "price": .integer(terms.price.value), "period": .string(terms.period.rawValue),
        ]
    }
}
