import Kernel
import Store

/// A login on one device; `counter` is the number of its newest refresh token.
package struct Session: Sendable {
    package let id: ID<Session>
    package let account: ID<Account>
    package internal(set) var counter: Int64
    package internal(set) var rotatedAt: Instant
    package let createdAt: Instant
    package internal(set) var lastUsedAt: Instant
    package internal(set) var expiresAt: Instant
    package let address: String
    package let device: String?
    /// The country of the login, where a trusted proxy named it.
    package let country: CountryCode?
    package let revokedAt: Instant?

    package static let kind = "session"

    func isLive(at now: Instant) -> Bool {
        revokedAt == nil && expiresAt > now
    }

    /// Whether it is still valid under today's terms, which may be shorter than those at its start.
    func isWithin(_ terms: (idle: Duration, whole: Duration), at now: Instant) -> Bool {
        lastUsedAt + terms.idle > now && createdAt + terms.whole > now
    }
}

extension Session: Record {
    package static let columns: SQL =
        """
        s.id, s.account_id, s.counter, s.rotated_at, s.created_at, s.last_used_at, s.expires_at, s.address, s.device,
        s.country, s.revoked_at
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        counter = try row.next()
        rotatedAt = try row.next()
        createdAt = try row.next()
        lastUsedAt = try row.next()
        expiresAt = try row.next()
        address = try row.next()
        device = try row.next()
        country = try row.next()
        revokedAt = try row.next()
    }
}

extension Session {
    package enum RevocationReason: String, Sendable {
        case loggedOut = "logged_out"
        case revoked
        case reuse
        case passwordChanged = "password_changed"
        case accountClosed = "account_closed"
    }

    /// The channel that tells every process to drop its cached state of a session.
    static let channel = "session_revoked"

    static func open(
        for account: ID<Account>,
        from origin: Origin,
        terms: (idle: Duration, whole: Duration),
        _ tx: borrowing Tx
    ) throws -> Session {
        let id = tx.newID(of: Session.self)
        try tx.execute(
            """
            INSERT INTO session (id, account_id, counter, rotated_at, created_at, last_used_at, authenticated_at, expires_at, address,
                                 device, country)
            VALUES (\(id), \(account), \(Int64(1)), \(tx.now), \(tx.now), \(tx.now), \(tx.now), \(tx.now + min(terms.idle, terms.whole)),
                    \(origin.address),
                    \(origin.userAgent.map { String($0.prefix(256)) }), \(origin.country))
            """
        )
        return try tx.one("SELECT \(columns) FROM session s WHERE s.id = \(id)")
    }

    static func find(_ id: ID<Session>, _ tx: borrowing Tx) throws -> Session? {
        try tx.first("SELECT \(columns) FROM session s WHERE s.id = \(id)")
    }

    /// The open sessions, the last used first.
    static func listLive(of account: ID<Account>, _ tx: borrowing Tx) throws -> [Session] {
        try tx.all(
            """
            SELECT \(columns) FROM session s
             WHERE s.account_id = \(account) AND s.revoked_at IS NULL AND s.expires_at > \(tx.now)
             ORDER BY s.last_used_at DESC, s.id DESC
            """
        )
    }

    /// Replaces the current refresh token with the next one.
    func rotated(within terms: (idle: Duration, whole: Duration), _ tx: borrowing Tx) throws -> Session {
        var next = self
        next.counter += 1
        next.rotatedAt = tx.now
        next.lastUsedAt = tx.now
        next.expiresAt = min(tx.now + terms.idle, createdAt + terms.whole)
        try tx.changeOne(
            """
            UPDATE session
               SET counter = \(next.counter), rotated_at = \(tx.now), last_used_at = \(tx.now), expires_at = \(next.expiresAt)
             WHERE id = \(id) AND counter = \(counter)
            """
        )
        return next
    }

    /// Ends the session, and returns whether it was live.
    @discardableResult
    static func revoke(
        _ id: ID<Session>,
        because reason: RevocationReason,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Bool {
        let changed = try tx.execute(
            """
            UPDATE session SET revoked_at = \(tx.now), revoked_because = \(reason.rawValue)
             WHERE id = \(id) AND revoked_at IS NULL
            """
        )
        try SessionRemains.end(of: id, tx)
        try distrust(id, at: site, tx)
        return changed > 0
    }

    @discardableResult
    static func revokeAll(
        of account: ID<Account>,
        except kept: ID<Session>? = nil,
        because reason: RevocationReason,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Int {
        let doomed = try listLive(of: account, tx).filter { $0.id != kept }
        for session in doomed { try revoke(session.id, because: reason, at: site, tx) }
        try SessionRemains.endAll(of: account, except: kept, tx)
        return doomed.count
    }

    /// Keeps the sessions, but makes every process read them from the database again.
    static func distrustAll(of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        for session in try listLive(of: account, tx) { try distrust(session.id, at: site, tx) }
    }

    // Safe before the commit, and without one: the tokens are then checked in the database for a while.
    private static func distrust(_ id: ID<Session>, at site: Site, _ tx: borrowing Tx) throws {
        site.tokens.distrust(id)
        try tx.notify(channel, id.description)
    }
}
