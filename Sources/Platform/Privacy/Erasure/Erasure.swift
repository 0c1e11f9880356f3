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
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> ErasurePlan {
        guard account.state != .deleted else { throw Problem(.notFound) }
        try account.keepAnAdministrator(at: call.site, tx)
        let plan = try ErasurePlan.make(for: account.id, at: call.site, in: call.languages, tx)
        guard plan.isAllowed else { throw Problem(.erasureHeld) }
        try call.site.product.erasing(account, cause, call, tx)
        try carryOut(plan, of: account.id, because: cause, by: call.actor, at: call.site, tx)
        return plan
    }

    /// Repeats an erasure that a restore has undone, without the checks, which were passed at that time.
    ///
    /// False when the account is erased already.
    static func again(
        _ account: ID<Account>,
        because cause: Cause,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Bool {
        guard try Account.find(account, tx).state != .deleted else { return false }
        let plan = try ErasurePlan.make(for: account, at: site, in: site.product.languages, tx)
        try carryOut(plan, of: account, because: cause, by: .system, at: site, tx)
        return true
    }

    private static func carryOut(
        _ plan: ErasurePlan,
        of account: ID<Account>,
        because cause: Cause,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let files = try FilesOf(account, site, tx).doomed
        try AccountLogins.end(of: account, because: .accountClosed, at: site, tx)
        try site.product.unlinking(account, actor, site, tx)
        for data in site.product.personalData {
            for step in data.erasure.steps(account, tx.now) { try tx.execute(step) }
            try data.erasure.work(account, site, tx)
        }
        try Files.discard(files, tx)
        let isTold = site.product.accounts.administratorsSeeHoldings
        try record(isTold ? plan.kinds : [], of: account, because: cause, by: actor, tx)
        if site.dependencies.backupFolder != nil { try tx.enqueue(NoteErasures()) }
    }

    /// Without `kinds` the audit log does not count the erased data.
    private static func record(
        _ kinds: [ErasurePlan.Kind],
        of account: ID<Account>,
        because cause: Cause,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws {
        var counts = JSONObject()
        for kind in kinds { counts[kind.kind] = .integer(Int64(kind.count)) }
        try tx.execute(
            """
            INSERT INTO erasure (account_id, erased_at, erased_by, cause, plan)
            VALUES (\(account), \(tx.now), \(actor.account), \(cause.rawValue), \(json: kinds))
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
