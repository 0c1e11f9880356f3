import Store

extension Session {
    /// Whoever has as many sessions as there may be loses the one used longest ago.
    func endOldest(at site: Site, _ tx: borrowing Tx) throws {
        let others = try Self.listLive(of: account, tx).filter { $0.id != id }
        for session in others.dropFirst(Quota.openSessions.limit(at: site) - 1) {
            try Self.revoke(session.id, because: .revoked, at: site, tx)
        }
    }
}
