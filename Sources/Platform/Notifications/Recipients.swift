import Kernel
import Store

/// The accounts that get the same message, each in its own language.
package struct Recipients: Sendable {
    fileprivate let condition: SQL

    /// The active accounts `a` that satisfy the condition.
    package init(where condition: SQL) {
        self.condition = "a.state = \(Account.State.active) AND \(condition)"
    }

    /// The active administrators of the site, without the account `left`.
    static func administrators(of site: Site, without left: ID<Account>? = nil) -> Recipients {
        let roles = site.product.accounts.administrators.map(\.name)
        let condition: SQL = left.map { "a.role \(in: roles) AND a.id <> \($0)" } ?? "a.role \(in: roles)"
        return Recipients(where: condition)
    }

    /// One account in any state; the dispatch checks whether it can still be notified.
    package static func account(_ id: ID<Account>) -> Recipients { Recipients(any: "a.id = \(id)") }

    private init(any condition: SQL) {
        self.condition = condition
    }
}

extension Notifications {
    /// Notifies every recipient, with one query for all of them.
    package static func notify(
        _ recipients: Recipients,
        _ tx: borrowing Tx,
        _ notice: (Language) throws -> Notice
    ) throws {
        var readers: [(account: ID<Account>, language: Language)] = []
        try tx.forEach("SELECT a.id, a.locale FROM account a WHERE \(recipients.condition) ORDER BY a.id") {
            readers.append((try $0.next(), try $0.next()))
        }
        for reader in readers { try notify(reader.account, notice(reader.language), tx) }
    }
}
