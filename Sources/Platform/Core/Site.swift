import Crypto
import Kernel
import Logging
import Store
import Web

/// A running product with its own database, accounts and signing keys.
///
/// Tokens of one site are not valid in another.
package struct Site: Sendable {
    package let product: ProductDefinition
    package let db: Database
    package let tokens: TokenIssuer
    package let passwords: PasswordHasher
    package let dependencies: Dependencies
    package let realtime: RealtimeHub
    let watch = DependencyWatch()
    let breakers = CarrierBreakers()
    package let badSignatures = BadSignatures()
    package let socketIO: SocketIOServer
    /// Values with an expiry, shared by all processes of the site when there is a Redis.
    package let cache: Cache
    package let now: @Sendable () -> Instant
    package let log: Logger
    package let localCache = LocalCache()
    let fingerprints: Fingerprints
    let sealing: SealingKeys
    /// The keys that wrap the keys of people.
    package let fieldKeys: FieldKeys
    package let references = ReferenceNumbers()
    private let secret: SiteSecret

    package init(
        _ product: ProductDefinition,
        db: Database,
        secret: SiteSecret,
        passwords: PasswordHasher,
        dependencies: Dependencies,
        now: @escaping @Sendable () -> Instant,
        log: Logger
    ) async throws {
        self.product = product
        self.db = db
        self.tokens = try await TokenIssuer(product: product, secret: secret, db: db, now: now)
        self.passwords = passwords
        self.dependencies = dependencies
        self.secret = secret
        fingerprints = Fingerprints(secret.keys(for: "idempotency", of: product.name))
        sealing = secret.sealingKeys(of: product.name)
        fieldKeys = secret.fieldKeys(of: product.name)
        self.now = now
        self.log = log
        realtime = RealtimeHub(product, db, tokens, dependencies.redis, now: now, log)
        socketIO = SocketIOServer(["/": realtime.namespace], product.realtime.socketOptions)
        // Another installation may use the same Redis.
        let mark = secret.key(for: "cache", of: product.name).withUnsafeBytes {
            Base64.url.encode(Array($0.prefix(9)))
        }
        cache = Cache("\(product.name).\(mark)", in: dependencies.redis)
    }

    package func scope(of actor: Actor, _ permission: Permission) -> Scope {
        let isLocked = actor.mustEnrol && permission != .account
        return Scope(
            permission: permission,
            reach: isLocked ? .none : product.access.reach(of: actor.role, permission),
            area: product.access.area(of: actor.role),
            actor: actor
        )
    }

    /// The same; refused with 403 when the actor does not hold the permission.
    func scope(of actor: Actor, demanding permission: Permission) throws -> Scope {
        guard !actor.mustEnrol || permission == .account else { throw enrolmentNeeded }
        let scope = scope(of: actor, permission)
        guard scope.reach != .none else {
            throw Problem(.forbidden, extras: ["permission": .string(permission.name)])
        }
        return scope
    }

    /// The key for one purpose, to sign with.
    package func key(for purpose: String) -> SymmetricKey {
        secret.key(for: purpose, of: product.name)
    }

    /// The site's keys for one purpose, the one to sign with first.
    package func keys(for purpose: String) -> [SymmetricKey] {
        secret.keys(for: purpose, of: product.name)
    }

    /// The site's API below `prefix`, ready for the edge.
    package func mount(at prefix: String, version: String) -> Mount<Call> {
        var mount = Mount(
            name: product.name,
            prefix: prefix,
            title: product.title,
            version: version,
            description: product.summary,
            languages: product.languages,
            routes: product.routes.map(StepUp.watched),
            gate: Gate(admit: admit, assure: StepUp.assure, once: Idempotency.once),
            anonymousLimit: product.anonymousLimit,
            problemPage: { [product] problem, languages, requestID in
                ProblemPage.reply(problem, at: product, languages, requestID)
            }
        )
        mount.webhooks = product.webhooks
        return mount
    }

    @Sendable private func admit(_ incoming: Incoming, to permission: Permission) async throws -> Call {
        var actor = try await actor(of: incoming, for: permission)
        actor.origin = Origin(
            address: incoming.address,
            requestID: incoming.requestID,
            userAgent: incoming.userAgent,
            country: incoming.country
        )
        if permission != .anyone, actor.kind == .nobody { throw Problem(.unauthenticated) }
        let scope =
            permission == .anyone
            ? scope(of: actor, permission) : try scope(of: actor, demanding: permission)
        return Call(
            site: self,
            actor: actor,
            scope: scope,
            requestID: incoming.requestID,
            address: incoming.address,
            userAgent: incoming.userAgent,
            languages: incoming.languages
        )
    }

    private var enrolmentNeeded: Problem {
        let path = "\(product.root)/users/me/second-factor"
        return Problem(.mfaEnrolmentRequired, extras: ["enrol": ["path": .string(path)]])
    }

    /// The sender of the request.
    ///
    /// Public operations stay open to a caller with an expired token.
    private func actor(of incoming: Incoming, for permission: Permission) async throws -> Actor {
        guard let header = incoming.authorization else { return .nobody }
        do {
            return try await tokens.actor(forAuthorization: header)
        } catch let problem as Problem where permission == .anyone && problem.code == .unauthenticated {
            return .nobody
        }
    }
}
