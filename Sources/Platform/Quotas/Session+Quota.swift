import Store

extension Session {
    /// Ends the least recently used session of an account at its limit.
    func endOldest(at site: Site, _ tx: borrowing Tx) throws {
        let others = try Self.listLive(of: account, tx).filter { $0.id != id }
        for session in others.dropFirst(Quota.openSessions.limit(at: site) - 1) {
            try Self.revoke(session.id, because: .revoked, at: site, tx)
        }
    }
}
