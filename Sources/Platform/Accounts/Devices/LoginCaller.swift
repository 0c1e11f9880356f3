import Kernel
import Store

/// The origin of a login, as far as it tells the owner of an account from strangers.
package struct LoginCaller: Sendable {
    let address: CountedAddress
    let deviceToken: String?

    package init(address: String, deviceToken: String? = nil) {
        self.address = CountedAddress(address)
        self.deviceToken = deviceToken
    }

    /// The identity under which this caller's guesses are counted apart; nil for a stranger.
    ///
    /// An unknown name takes the same work.
    func knownAs(by account: Account?, at site: Site, _ tx: borrowing Tx) throws -> String? {
        let token = deviceToken.flatMap { DeviceToken($0, at: site) }
        let addresses = try tx.values(
            """
            SELECT s.address FROM session s
             WHERE s.account_id = \(account?.id ?? .placeholder)
               AND (s.revoked_because IS NULL OR s.revoked_because = \(Session.RevocationReason.loggedOut.rawValue))
             ORDER BY s.last_used_at DESC LIMIT 50
            """,
            as: String.self
        )
        if let account, let token, token.isGood(for: account, at: tx.now) { return "device \(token.id)" }
        guard account != nil, addresses.contains(where: { CountedAddress($0) == address }) else { return nil }
        return "address \(address)"
    }
}
