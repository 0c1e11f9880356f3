import Kernel
import Store

/// Applies an update: the progress of a message, or what a person did in a chat.
struct ApplyMessengerUpdate: Job {
    static let kind = "messengers.apply"
    static let policy = JobPolicy(
        queue: .push,
        attempts: 8,
        backoff: Backoff(base: .seconds(2), cap: .minutes(1))
    )
    /// A report can be quicker than the answer that names its message.
    private static let patience = Duration.minutes(2)

    let update: ID<MessengerUpdate>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, id) = (call.site, update)
        return try await call.db.write { tx in
            guard let update = try MessengerUpdate.find(id, tx), !update.isApplied else {
                return .cancel("applied already")
            }
            let isKnown = try Self.apply(update.facts(at: site), at: site, tx)
            if !isKnown, tx.now - update.receivedAt < Self.patience { return .snooze(.seconds(5)) }
            try tx.execute("UPDATE messenger_update SET applied_at = \(tx.now) WHERE id = \(id)")
            return .done
        }
    }

    /// False when it is about something that is not known yet.
    private static func apply(
        _ facts: MessengerUpdate.Facts,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Bool {
        switch facts {
        case .status(let number, let status, let error): return try report(number, status, error, tx)
        case .heard(let phone):
            if let messenger = try Messenger.find(.whatsApp, at: phone, site, tx) {
                try tx.execute("UPDATE messenger SET heard_at = \(tx.now) WHERE id = \(messenger.id)")
            }
        case .started(let chat, let hash):
            guard let account = try MessengerCode.spendStart(hash: hash, tx) else { return true }
            let owner = try Actor.owner(of: Account.find(account, tx))
            // A chat belongs to one account; another one keeps it.
            guard try Messenger.find(.telegram, at: chat, site, tx).map({ $0.account == account }) ?? true
            else {
                return true
            }
            try Messenger.link(.telegram, chat, to: account, by: owner, at: site, tx)
        case .blocked(let chat):
            guard let messenger = try Messenger.find(.telegram, at: chat, site, tx) else { return true }
            try Messenger.unlink(.telegram, of: messenger.account, by: .system, tx)
        }
        return true
    }

    /// Reports come in any order: a message that has arrived has not failed.
    private static func report(
        _ number: String,
        _ status: MessengerUpdate.Status,
        _ error: String?,
        _ tx: borrowing Tx
    ) throws -> Bool {
        let mine: SQL = "channel = 'whatsapp' AND provider_id = \(number)"
        switch status {
        case .sent: break
        case .delivered, .read:
            try tx.execute(
                """
                UPDATE notice_delivery SET state = 'sent', last_error = NULL, arrived_at = \(tx.now)
                 WHERE \(mine) AND arrived_at IS NULL AND state IN ('sent', 'failed')
                """
            )
        case .failed:
            try tx.execute(
                """
                UPDATE notice_delivery SET state = 'failed', last_error = \(error ?? "failed")
                 WHERE \(mine) AND arrived_at IS NULL AND state = 'sent'
                """
            )
        }
        return try tx.exists("SELECT 1 FROM notice_delivery WHERE \(mine)")
    }
}
