import Kernel
import Store

/// The erasure of an account: its data is deleted, or stays as the law requires, without a link to the person.
///
/// All in one transaction; the row in `erasure` makes it happen once.
package enum Erasure {
    /// The reason of an erasure: never free text, which could itself be personal data.
    package enum Cause: String, Codable, CaseIterable, Sendable {
        /// The owner deleted the account.
        case ownWish = "own_wish"
        /// The owner requested it in writing.
        case requestedInWriting = "requested_in_writing"
        /// A law or an authority requires it.
        case legalObligation = "legal_obligation"
        /// The account was not used for a long time.
        case inactivity
    }

    package static func execute(
        _ account: Account,
        because cause: Cause,
        by actor: Actor,
        in languages: [Language],
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> ErasurePlan {
        guard account.state != .deleted else { throw Problem(.notFound) }
        try account.keepAnAdministrator(at: site, tx)
        let plan = try ErasurePlan.make(for: account.id, at: site, in: languages, tx)
        guard plan.isAllowed else { throw Problem(.erasureHeld) }
        let files = try FilesOf(account.id, site, tx).doomed
        try Session.revokeAll(of: account.id, because: .accountClosed, at: site, tx)
        for data in site.product.personalData {
            for step in data.erasure.steps(account.id, tx.now) { try tx.execute(step) }
        }
        try Files.discard(files, tx)
        try record(plan, of: account.id, because: cause, by: actor, tx)
        return plan
    }

    private static func record(
        _ plan: ErasurePlan,
        of account: ID<Account>,
        because cause: Cause,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        var counts = JSONObject()
        for kind in plan.kinds { counts[kind.kind] = .integer(Int64(kind.count)) }
        try tx.execute(
            """
            INSERT INTO erasure (account_id, erased_at, erased_by, cause, plan)
            VALUES (\(account), \(tx.now), \(actor.account), \(cause.rawValue), \(json: plan.kinds))
            """
        )
        try Audit.record(
            PrivacyAction.accountErase,
            of: Account.kind,
            account.cast(),
            by: actor,
            details: ["cause": .string(cause.rawValue), "counts": .object(counts)],
            tx
        )
    }
}
