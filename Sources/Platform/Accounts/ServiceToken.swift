import Crypto
import Kernel
import Store

/// A long-lived, opaque token for a program, stored as its hash, with the role in which the program acts.
///
/// It belongs to the site: it stays valid when its creator is suspended, and its view says so (decision 0021).
package struct ServiceToken: Sendable {
    package let id: ID<ServiceToken>
    package let name: String
    package let role: Role
    package let createdBy: ID<Account>?
    package let createdAt: Instant
    package let expiresAt: Instant
    /// The last use, to the hour.
    package let lastUsedAt: Instant?
    package let isMakerActive: Bool

    /// The maximum lifetime of a token, and the default.
    static let longest = Duration.days(365)

    package static let kind = "service_token"
    static let prefix = "pst_"
}

extension ServiceToken: Record {
    package static let columns: SQL =
        """
        t.id, t.name, t.role, t.created_by, t.created_at, t.expires_at, t.last_used_at,
        EXISTS (SELECT 1 FROM account m WHERE m.id = t.created_by AND m.state = 'active')
        """

    package init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        role = Role(try row.next())
        createdBy = try row.next()
        createdAt = try row.next()
        expiresAt = try row.next()
        lastUsedAt = try row.next()
        isMakerActive = try row.next()
    }
}

extension ServiceToken {
    /// Creates a token, and returns its secret text this once.
    package static func create(
        name: String,
        role: Role,
        expiresAt wanted: Instant? = nil,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> (token: ServiceToken, secret: String) {
        try check(role, at: site)
        let longest = tx.now + longest
        let expiresAt = wanted ?? longest
        guard expiresAt > tx.now, expiresAt <= longest else {
            throw Problem(.invalid, faults: [.init("/expires_at", .withinAYear)])
        }
        let id = tx.newID(of: ServiceToken.self)
        // 256 random bits need no slow hash: they cannot be guessed from a dictionary.
        let secret = prefix + Base64.url.encode(randomBytes(32))
        try tx.execute(
            """
            INSERT INTO service_token (id, name, hash, role, created_by, created_at, expires_at)
            VALUES (\(id), \(name), \(Array(SHA256.hash(data: Array(secret.utf8)))), \(role.name), \(actor.account), \(tx.now),
                    \(expiresAt))
            """
        )
        try Audit.record(
            AccountAction.serviceTokenCreate,
            of: kind,
            id.cast(),
            by: actor,
            details: ["role": .string(role.name)],
            tx
        )
        return (try tx.one("SELECT \(columns) FROM service_token t WHERE t.id = \(id)"), secret)
    }

    package static func list(_ tx: borrowing Tx) throws -> [ServiceToken] {
        try tx.all(
            """
            SELECT \(columns) FROM service_token t
             WHERE t.revoked_at IS NULL AND t.expires_at > \(tx.now)
             ORDER BY t.created_at DESC, t.id DESC
            """
        )
    }

    package static func revoke(
        _ id: ID<ServiceToken>,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let revoked = try tx.execute(
            "UPDATE service_token SET revoked_at = \(tx.now) WHERE id = \(id) AND revoked_at IS NULL"
        )
        guard revoked > 0 else { throw Problem(.notFound) }
        site.tokens.distrust(id.cast())
        try tx.notify(Session.channel, id.description)
        try Audit.record(AccountAction.serviceTokenRevoke, of: kind, id.cast(), by: actor, tx)
    }

    static func revokeAll(
        createdBy account: ID<Account>,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let live = try tx.values(
            "SELECT t.id FROM service_token t WHERE t.created_by = \(account) AND t.revoked_at IS NULL",
            as: ID<ServiceToken>.self
        )
        for token in live { try revoke(token, by: actor, at: site, tx) }
    }

    static func findLive(hash: [UInt8], _ tx: borrowing Tx) throws -> ServiceToken? {
        try tx.first(
            """
            SELECT \(columns) FROM service_token t
             WHERE t.hash = \(hash) AND t.revoked_at IS NULL AND t.expires_at > \(tx.now)
            """
        )
    }

    static func isLive(_ id: ID<ServiceToken>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            "SELECT 1 FROM service_token WHERE id = \(id) AND revoked_at IS NULL AND expires_at > \(tx.now)"
        )
    }

    /// Records a use, at most once an hour to save writes.
    func recordUse(in db: Database, at now: Instant) async {
        let old = now - .hours(1)
        guard lastUsedAt.map({ $0 < old }) ?? true else { return }
        // A use that cannot be recorded is still allowed.
        _ = try? await db.write { [id] tx in
            try tx.execute(
                """
                UPDATE service_token SET last_used_at = \(tx.now)
                 WHERE id = \(id) AND (last_used_at IS NULL OR last_used_at < \(old))
                """
            )
        }
    }

    private static func check(_ role: Role, at site: Site) throws {
        let access = site.product.access
        guard !access.isForPrograms(role) else { return }
        let isKnown = access.roles.contains(role)
        throw Problem(.invalid, faults: [.init("/role", isKnown ? .roleOfPeople(access) : .unknownRole)])
    }
}
