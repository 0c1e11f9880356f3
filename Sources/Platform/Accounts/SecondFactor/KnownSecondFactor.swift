import Kernel
import Store

extension Account {
    /// Gives the account of a demo an authenticator with a published secret, already confirmed.
    ///
    /// Only for accounts whose password is published too.
    package func adopt(authenticator secret: [UInt8], at site: Site, _ tx: borrowing Tx) throws {
        _ = try SecondFactor.enrol(id, secret: secret, at: site, tx)
        try tx.changeOne("UPDATE second_factor SET confirmed_at = \(tx.now) WHERE account_id = \(id)")
    }

    /// Whether logins ask for a code.
    package static func hasSecondFactor(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try SecondFactor.find(account, tx)?.isOn == true
    }
}
