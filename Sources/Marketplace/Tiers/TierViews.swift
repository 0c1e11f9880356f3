import Kernel
import Platform
import Store
import Web

/// A decision about a provider's tier.
struct TierDecisionView: View {
    var id: ID<TierDecision>
    /// The provider with the new standing.
    var providerId: ID<Provider>
    /// The tier before.
    var fromTier: Tier
    /// The tier from then on.
    var tier: Tier
    /// Whether the nightly figures, a person or an appeal led to it.
    var cause: TierDecision.Cause
    /// The end of a tier set by hand; then the nights decide.
    var until: Instant?
    /// The figures at that time, with the grounds of the person who decided.
    var evidence: TierEvidence
    /// Why it was set by hand.
    var reason: String?
    /// The role of the person who decided, `lsm` or `admin`; `system` for the nights.
    var decidedBy: String
    /// The night whose figures made the step.
    var night: CivilDate?
    /// When it was decided.
    var createdAt: Instant

    init(_ decision: TierDecision) {
        id = decision.id
        providerId = decision.provider
        fromTier = decision.from
        tier = decision.to
        cause = decision.cause
        until = decision.until
        evidence = decision.evidence
        reason = decision.reason
        decidedBy = decision.byRole
        night = decision.night
        createdAt = decision.at
    }
}

/// A provider's objection to a decision about the tier.
struct TierAppealView: View {
    var id: ID<TierAppeal>
    /// The side that appealed, always the provider of the decision.
    var providerId: ID<Provider>
    /// The decision that it is against.
    var decisionId: ID<TierDecision>
    /// In the provider's words.
    var text: String
    /// Whether it waits for an answer or has one.
    var state: TierAppeal.State
    /// When the provider appealed.
    var createdAt: Instant
    /// When it was answered; absent before.
    var decidedAt: Instant?

    init(_ appeal: TierAppeal) {
        id = appeal.id
        providerId = appeal.provider
        decisionId = appeal.decision
        text = appeal.text
        state = appeal.state
        createdAt = appeal.createdAt
        decidedAt = appeal.decidedAt
    }
}

/// A tier set by hand.
struct TierOverride: Body {
    /// The standing that the provider is to have meanwhile.
    var tier: Tier
    /// Until when it holds, whatever the figures; at most 180 days ahead.
    var until: Instant
    /// The grounds, in words.
    var evidence: Text<1, 2_000>?
    /// The reason; the provider reads it.
    var reason: Reason
}

/// An appeal against a decision about the tier.
struct NewTierAppeal: Body {
    /// The decision, at most 30 days old.
    var decisionId: ID<TierDecision>
    /// Why it is wrong.
    var text: Text<1, 2_000>
}
