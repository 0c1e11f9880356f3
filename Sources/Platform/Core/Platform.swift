import Kernel

/// The features that every product has.
///
/// Each comes after the features with the tables it refers to, because their migrations run in this order.
enum Platform {
    static func features(
        _ accounts: AccountPolicy,
        _ content: ContentPolicy,
        _ realtime: RealtimePolicy,
        _ law: RetentionLaw,
        _ notices: NoticePolicy,
        fileLinks: String
    ) -> [Feature] {
        [
            .core, .accounts(accounts), .access, .audit, .lifecycles, .jobs, .idempotency, .sealing,
            .notifications(notices), .preferences(notices), .webhooks, .files(at: fileLinks),
            .content(content), .payments(law), .invoices(law), .privacy(law, accounts), .booking, .reporting,
            .realtime(realtime), .search, .linkPages, .quotas, .references, .backup,
        ]
    }

    /// Everybody reaches their own account; the product's administrators reach the rest.
    static func grants(_ features: [Feature], _ policy: AccountPolicy, _ roles: [Role]) -> [Grant] {
        let administrators = roles.map { policy.administrators.contains($0) ? Reach.all : .none }
        return [.everyone(.account, .own, of: roles)]
            + features.flatMap(\.administration).map { Grant($0, each: administrators) }
    }
}
