import Crypto
import JWTKit
import Kernel
import ServiceLifecycle
import Store
import Web

/// Issues the tokens of one site, and finds the actor of a token.
package final class TokenIssuer: Sendable {
    let keys: SigningKeys
    /// The key of the MACs under which wrong passwords are counted by e-mail and network address.
    let attemptKey: SymmetricKey
    private let refreshKeys: [SymmetricKey]
    private let site: String
    private let roles: [Role]
    private let policy: AccountPolicy
    private let db: Database
    private let now: @Sendable () -> Instant
    private let verified = VerifiedTokens()

    package init(
        product: ProductDefinition,
        secret: SiteSecret,
        db: Database,
        now: @escaping @Sendable () -> Instant
    ) async throws {
        keys = try await SigningKeys(secret, for: product)
        refreshKeys = secret.keys(for: "refresh-token", of: product.name)
        attemptKey = secret.key(for: "login-attempt", of: product.name)
        site = product.name
        // Old service tokens act in a role of people until they expire.
        roles = product.access.roles + product.access.programs.map(\.role)
        policy = product.accounts
        self.db = db
        self.now = now
    }

    package var jwks: KeySet { keys.published }

    /// Issues the tokens of a session just opened or refreshed.
    func grant(for account: Account, in session: Session) async throws -> TokenGrant {
        let issued = now()
        let expires = min(issued + policy.accessLifetime, session.expiresAt)
        let claims = AccessClaims(
            iss: "portico/\(site)",
            aud: site,
            sub: account.id,
            sid: session.id,
            role: account.role.name,
            iat: issued.seconds,
            exp: expires.seconds,
            jti: Base64.url.encode(randomBytes(16))
        )
        let refresh = RefreshToken(session: session.id, counter: session.counter)
        return TokenGrant(
            accessToken: try await keys.collection.sign(
                claims,
                kid: JWKIdentifier(string: keys.names[0]),
                header: ["typ": .string(Self.tokenType)]
            ),
            expiresIn: Int(expires.seconds - issued.seconds),
            refreshToken: refresh.text(signedBy: refreshKeys[0]),
            refreshExpiresIn: Int(session.expiresAt.seconds - issued.seconds),
            account: .init(id: account.id, email: account.email, role: account.role.name)
        )
    }

    /// Nil when this site did not issue it.
    func refreshToken(_ text: String) -> RefreshToken? {
        RefreshToken(text, signedBy: refreshKeys)
    }

    /// The actor of an `Authorization` header; refused with 401 when there is none, whatever the reason.
    package func actor(forAuthorization header: String) async throws -> Actor {
        try await standing(forAuthorization: header).actor
    }

    /// The actor of a token, with the token's expiry.
    package typealias Standing = (actor: Actor, expires: Instant)

    /// As ``actor(forAuthorization:)``, for connections that outlast a request.
    package func standing(forAuthorization header: String) async throws -> Standing {
        // As bytes: this runs for every request, and splitting by characters took a fifteenth of its time.
        let parts = header.utf8.split(separator: UInt8(ascii: " "))
        guard parts.count == 2, parts[1].count <= 4_096, let scheme = String(parts[0]),
            scheme.isWord("bearer"), let token = String(parts[1])
        else { throw Problem(.unauthenticated, Self.notAToken) }
        let key = SHA256.hash(data: Array(token.utf8))
        if let standing = verified.standing(for: key, at: now()) { return standing }
        let found =
            try await token.begins(with: ServiceToken.prefix) ? service(with: key) : person(with: token)
        guard let found else { throw Problem(.unauthenticated, Self.deadToken) }
        if let session = found.actor.session {
            verified.remember(found.actor, in: session, for: key, until: found.expires, at: now())
        }
        return found
    }

    /// As ``standing(forAuthorization:)``, for live events; refused while a second factor must still be enrolled.
    package func presence(forAuthorization header: String) async throws -> Standing {
        let standing = try await standing(forAuthorization: header)
        guard !standing.actor.mustEnrol else { throw Problem(.unauthenticated, Self.deadToken) }
        return standing
    }

    private static let notAToken: LocalizedText = [
        "en": "The Authorization header must be `Bearer` followed by an access token.",
        "it": "L'intestazione Authorization deve essere `Bearer` seguito da un token di accesso.",
        "ar": "يجب أن تحتوي الترويسة Authorization على `Bearer` يليها رمز وصول.",
        "ku": "دەبێت سەردێڕی Authorization وشەی `Bearer` بێت و دوای ئەو تۆکنێکی دەستگەیشتن.",
    ]
    /// One answer for forged, foreign, revoked and expired tokens.
    private static let deadToken: LocalizedText = [
        "en": "The token is not valid or has expired. Refresh it or log in again.",
        "it": "Il token non è valido o è scaduto. Rinnovarlo o accedere di nuovo.",
        "ar": "الرمز غير صالح أو منتهي الصلاحية. جدّده أو سجّل الدخول من جديد.",
        "ku": "تۆکنەکە دروست نییە یان بەسەرچووە. نوێی بکەرەوە یان دووبارە بچۆ ژوورەوە.",
    ]

    /// Makes the tokens of this session be checked in the database for as long as any of them can be valid.
    func distrust(_ session: ID<Session>) {
        verified.distrust(session, for: policy.accessLifetime, at: now())
    }

    // RFC 9068: so that nothing else signed with these keys can pass as an access token.
    private static let tokenType = "at+jwt"

    private func person(with token: String) async throws -> Standing? {
        guard isOurs(token), let claims = try? await keys.collection.verify(token, as: AccessClaims.self),
            claims.iss == "portico/\(site)", claims.aud == site, claims.exp > now().seconds
        else { return nil }
        let roles = policy.secondFactorRoles
        let actor = try await db.read { tx in try LiveSession.actor(of: claims, enrolling: roles, tx) }
        if policy.tokensEndWithRole, let actor, actor.role.name != claims.role { return nil }
        return actor.map { ($0, Instant(seconds: claims.exp)) }
    }

    /// Whether the header has our algorithm and key, and nothing unknown (RFC 8725); checked before the signature.
    private func isOurs(_ token: String) -> Bool {
        // All three parts in canonical form: a signed token has no other spelling.
        let parts = token.pieces(at: ".", keepingEmpty: true).map { Base64.url.decode($0) }
        guard parts.count == 3, let bytes = parts[0], parts[1] != nil, parts[2] != nil,
            let header = try? JSONValue(parsing: bytes), case .string(let name) = header["kid"]
        else { return false }
        return keys.names.contains(name) && header["alg"] == .string(policy.signing.rawValue)
            && header["typ"] == .string(Self.tokenType) && header["crit"] == nil
    }

    private func service(with key: SHA256.Digest) async throws -> Standing? {
        guard let token = try await db.read({ tx in try ServiceToken.findLive(hash: Array(key), tx) }),
            roles.contains(token.role)
        else { return nil }
        await token.recordUse(in: db, at: now())
        // The token's identity takes the place of a session's, so that both are revoked and cached alike.
        let actor = Actor(kind: .service, account: nil, role: token.role, session: token.id.cast())
        return (actor, token.expiresAt)
    }
}

extension TokenIssuer: Service {
    /// Follows the revocations by other processes of the same site.
    ///
    /// A payload that is no session means that some may have been missed.
    package func run() async throws {
        for await payload in db.listen(Session.channel).cancelOnGracefulShutdown() {
            guard let session = ID<Session>(payload) else {
                verified.forgetAll()
                continue
            }
            distrust(session)
        }
    }
}

/// Whether a session still stands for an account, and for which role.
private struct LiveSession: Record {
    let role: Role
    let hasFactor: Bool

    static let columns: SQL =
        "a.role, EXISTS (SELECT 1 FROM second_factor f WHERE f.account_id = a.id AND f.confirmed_at IS NOT NULL)"

    init(_ row: inout Row) throws {
        role = Role(try row.next())
        hasFactor = try row.next()
    }

    static func actor(
        of claims: AccessClaims,
        enrolling roles: [Role],
        _ tx: borrowing Tx
    ) throws -> Actor? {
        let session: LiveSession? = try tx.first(
            """
            SELECT \(columns) FROM session s JOIN account a ON a.id = s.account_id
             WHERE s.id = \(claims.sid) AND a.id = \(claims.sub) AND s.revoked_at IS NULL AND s.expires_at > \(tx.now)
               AND a.state = \(Account.State.active)
            """
        )
        return session.map { session in
            Actor(
                kind: .person,
                account: claims.sub,
                role: session.role,
                session: claims.sid,
                mustEnrol: roles.contains(session.role) && !session.hasFactor
            )
        }
    }
}
