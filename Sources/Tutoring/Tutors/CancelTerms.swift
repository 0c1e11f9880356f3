import Kernel
import Platform
import Store

/// The cancellation rule of a purchase or a lesson, frozen when it was bought or booked.
struct CancelTerms: Codable, Hashable, Sendable {
    /// The rule's name.
    var kind: PolicyKind
    /// The shares by the time that is left, the longest time first; nothing comes back later than the last.
    var tiers: [CancelTier]
}

/// One step of a cancellation rule.
struct CancelTier: Codable, Hashable, Sendable {
    /// At least so many hours are left to the start.
    var hours: Int
    /// The share that comes back, in percent.
    var percent: Int
}

extension CancelTerms {
    /// The rule as it is today.
    static func of(_ kind: PolicyKind, at now: Instant, _ tx: borrowing Tx) throws -> CancelTerms {
        of(kind, try Policies.at(now, tx))
    }

    static func of(_ kind: PolicyKind, _ policies: Policies) -> CancelTerms {
        let full = CancelTier(hours: Int(policies[kind.full]), percent: 100)
        guard let part = kind.part else { return CancelTerms(kind: kind, tiers: [full]) }
        let later = CancelTier(hours: Int(policies[part.hours]), percent: Int(policies[part.percent]))
        return CancelTerms(kind: kind, tiers: [full, later].sorted { $0.hours > $1.hours })
    }
}

extension PolicyKind {
    fileprivate var full: PolicyKey {
        switch self {
        case .standard: .cancelStandardFullHours
        case .flexible: .cancelFlexibleFullHours
        case .strict: .cancelStrictFullHours
        }
    }

    fileprivate var part: (hours: PolicyKey, percent: PolicyKey)? {
        switch self {
        case .standard: (.cancelStandardPartHours, .cancelStandardPartPercent)
        case .flexible: nil
        case .strict: (.cancelStrictPartHours, .cancelStrictPartPercent)
        }
    }
}
