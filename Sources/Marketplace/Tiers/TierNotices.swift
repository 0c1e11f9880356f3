import Kernel
import Platform
import Store

/// The messages about tiers.
enum TierNotices {
    static func notify(
        _ provider: Provider,
        of tier: Tier,
        because reason: String? = nil,
        _ tx: borrowing Tx
    ) throws {
        let reason = reason ?? "It follows from your figures."
        try provider.notify(.tierDecided, ["tier": tier.title, "reason": reason], tx)
    }

    static let templates: [NoticeTemplate] = [
        .tierDecided, .tierAppealed, .tierAppealWaits, .tierAppealOverdue,
    ]
}

extension Tier {
    fileprivate var title: String {
        switch self {
        case .bronze: "Bronze"
        case .silver: "Silver"
        case .gold: "Gold"
        case .pesp: "PESP"
        }
    }
}

// swift-format-ignore
extension NoticeTemplate {
    static let tierDecided       = tier("tier", "Your tier is {{tier}}", "Your tier is {{tier}}. {{reason}}\n\nYou can appeal within 30 days.")
    static let tierAppealed      = tier("tier_appealed", "{{provider}} appeals", "{{provider}} appeals against a decision about the tier. Answer by setting the tier.")
    static let tierAppealWaits   = tier("tier_appeal_waits", "The appeal of {{provider}} waits for you", "The appeal of {{provider}} against a decision about the tier waits. Administrators are notified tomorrow.")
    static let tierAppealOverdue = tier("tier_appeal_overdue", "The appeal of {{provider}} waits", "No local manager has answered the appeal of {{provider}} against a decision about the tier.")

    private static func tier(_ what: String, _ subject: String, _ body: String) -> NoticeTemplate {
        let example = ["tier": "Silver", "reason": "It follows from your figures.", "provider": "Pia's Painting"]
        return .market(.rating, what, subject: subject, body, preview: example)
    }
}
