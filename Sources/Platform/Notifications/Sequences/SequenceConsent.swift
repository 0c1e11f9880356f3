import Kernel
import Store

/// Whether a person wants a step: read anew before each of them.
enum SequenceConsent {
    /// The category must be on for the step's channel, or for one channel of its template; advertising needs the consent.
    static func allows(
        _ step: NoticeSequence.Step,
        of plan: NoticeSequence.Plan,
        to account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Bool {
        if plan.category == .marketing, try !agrees(account, tx) { return false }
        if try hasUnsubscribed(account, from: plan.category, tx) { return false }
        let template = site.product.template(named: .init(step.template))
        let channels = step.channel.map { [$0] } ?? template.map { Array($0.channels) } ?? []
        let preferences = try NoticePreferences.find(account, at: site, tx)
        return channels.contains { preferences.allows(plan.category, by: $0) }
    }

    private static func agrees(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try Consent.current(of: account, tx).contains { $0.purpose == .marketing && $0.isGranted }
    }

    /// The link in an e-mail switches the category off there; then no other channel carries the rest.
    private static func hasUnsubscribed(
        _ account: ID<Account>,
        from category: NoticeTemplate.Category,
        _ tx: borrowing Tx
    ) throws -> Bool {
        try tx.exists(
            """
            SELECT 1 FROM notice_preference w
             WHERE w.account_id = \(account) AND w.category = \(category) AND w.channel = \(NoticeTemplate.Channel.email)
               AND w.is_on = \(false)
            """
        )
    }
}
