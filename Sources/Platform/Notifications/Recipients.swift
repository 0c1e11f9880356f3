import Kernel
import Store

/// The accounts that are told the same thing, each in its own language.
package struct Recipients: Sendable {
    fileprivate let condition: SQL

    /// The active accounts `a` for which the condition holds.
    package init(where condition: SQL) {
        self.condition = "a.state = \(Account.State.active) AND \(condition)"
    }

    /// One account in any state: whether it can still be told is asked when the notice is dispatched.
    package static func account(_ id: ID<Account>) -> Recipients { Recipients(any: "a.id = \(id)") }

    private init(any condition: SQL) {
        self.condition = condition
    }
}

extension Notifications {
    /// Tells every recipient, by one query for all of them.
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
