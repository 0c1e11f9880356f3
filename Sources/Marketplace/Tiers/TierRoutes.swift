import Kernel
import Platform
import Store
import Web

/// The tiers of providers: set by hand, appealed, and how they came about.
enum TierRoutes {
    static let routes = rows.tagged("Tiers")

    // swift-format-ignore
    @RouteTable private static var rows: [Route] {
        //   path                           handler   needs
        Post("/providers/{id}/tier",         override, .providerTier,   "Set the tier of a provider",
             details: "It holds until its end, whatever the figures; then the nights decide. Closes an open appeal: granted if the tier rises. The person who made the appealed decision does not answer the appeal.").idempotent.upTo(bytes: 16_384).refuses(.illegalTransition, .interested)
        Get ("/providers/{id}/tier-history", history,  .providerRecord, "List the decisions about a provider's tier",
             details: "Each with its evidence, the newest first.")
        Post("/providers/{id}/tier-appeal",  appeal,   .providerAppeal, "Appeal against a decision about the tier",
             details: "Once, within 30 days. The local manager answers by setting the tier; after five working days the administrators are notified.").idempotent.upTo(bytes: 16_384).refuses(.alreadyThere)
    }

    static func override(
        _ call: Call,
        id: ID<Provider>,
        body: TierOverride
    ) async throws -> Created<TierDecisionView> {
        try await call.db.write { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            try body.check(at: tx.now, tx)
            let decision = try provider.overridden(by: body, as: call, tx)
            return Created(TierDecisionView(decision), at: "/providers/\(id)/tier-history")
        }
    }

    static func history(
        _ call: Call,
        id: ID<Provider>,
        page: PageRequest
    ) async throws -> Page<TierDecisionView> {
        try await call.db.read { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            return try TierDecision.list(page, of: provider.id, tx).map(TierDecisionView.init)
        }
    }

    static func appeal(
        _ call: Call,
        id: ID<Provider>,
        body: NewTierAppeal
    ) async throws -> Created<TierAppealView> {
        try await call.db.write { tx in
            let provider = try Provider.find(id, within: call.scope, tx)
            guard let decision = try TierDecision.find(body.decisionId, of: id, tx) else {
                throw Problem(.invalid, faults: [.init("/decision_id", .unknownDecision)])
            }
            guard decision.at + TierAppeal.time > tx.now else {
                throw Problem(.invalid, faults: [.init("/decision_id", .decisionTooOld)])
            }
            let appeal = try TierAppeal.file(against: decision, by: provider, body.text, tx)
            return Created(TierAppealView(appeal), at: "/providers/\(id)/tier-history")
        }
    }
}

extension TierOverride {
    fileprivate func check(at now: Instant, _ tx: borrowing Tx) throws {
        let longest = try Policies.duration(.tierOverrideDays, at: now, tx)
        if until <= now { throw Problem(.invalid, faults: [.init("/until", .inThePast)]) }
        if until > now + longest { throw Problem(.invalid, faults: [.init("/until", .overrideTooLong)]) }
    }
}

extension Provider {
    /// The tier set by hand, which answers all open appeals.
    fileprivate func overridden(
        by body: TierOverride,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> TierDecision {
        guard status == .active || status == .inactive else {
            throw Problem.illegalTransition(from: status)
        }
        guard account != call.actor.account else { throw Problem(.interested) }
        let appeals = try TierAppeal.open(of: id, tx)
        for appeal in appeals where try TierDecision.find(appeal.decision, tx).by == call.actor.account {
            throw Problem(.interested)
        }
        let decision = try decide(body, answering: appeals, as: call, tx)
        for appeal in appeals {
            try appeal.close(body.tier > tier ? .granted : .refused, by: call.actor, tx)
        }
        return decision
    }

    private func decide(
        _ body: TierOverride,
        answering appeals: [TierAppeal],
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> TierDecision {
        let days = Int(try Policies.value(.tierJobsDays, at: tx.now, tx))
        let jobs = try ProviderWork.jobs(of: id, within: days, tx)
        var evidence = TierEvidence(TierStanding(try ProviderFigures.measure(id, tx), jobs: jobs))
        evidence.text = body.evidence?.rawValue
        let decision = try TierDecision.make(
            body.tier,
            for: self,
            appeals.isEmpty ? .override : .appeal,
            until: body.until,
            because: body.reason.rawValue,
            evidence,
            by: call.actor,
            tx
        )
        let details: JSONValue = [
            "decision": .string(decision.id.description), "tier": .string(body.tier.rawValue),
            "reason": .string(body.reason.rawValue),
        ]
        try Audit.record(
            TierAction.override,
            of: Provider.kind,
            id.cast(),
            by: call.actor,
            details: details,
            tx
        )
        try LSMLog.write(.provider, id.cast(), in: region, "tier", body.reason.rawValue, by: call.actor, tx)
        try TierNotices.notify(self, of: body.tier, because: body.reason.rawValue, tx)
        return decision
    }
}

// swift-format-ignore
extension Refusal {
    fileprivate static let unknownDecision = Refusal("unknown_decision", ["en": "is not a decision about this provider's tier"])
    fileprivate static let decisionTooOld  = Refusal("decision_too_old", ["en": "is a decision that is more than 30 days old"])
    fileprivate static let overrideTooLong = Refusal("override_too_long", ["en": "is later than a tier set by hand may end"])
}

/// The actions on tiers in the audit log.
enum TierAction: String, AuditAction {
    case override = "marketplace.tier.override"
}
