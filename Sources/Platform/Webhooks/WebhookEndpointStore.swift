import Kernel
import Store

extension WebhookEndpoint {
    static func find(_ id: ID<WebhookEndpoint>, _ tx: borrowing Tx) throws -> WebhookEndpoint {
        try tx.one("SELECT \(columns) FROM webhook_endpoint w WHERE w.id = \(id)")
    }

    static func list(_ page: PageRequest, _ tx: borrowing Tx) throws -> Page<WebhookEndpoint> {
        try tx.page(
            page,
            "SELECT \(columns) FROM webhook_endpoint w",
            order: SortOrder(.descending("id", \.id))
        )
    }

    static func create(
        _ new: NewWebhook,
        secret: WebhookSecret,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> WebhookEndpoint {
        let count = try tx.value("SELECT COUNT(*) FROM webhook_endpoint", as: Int.self) ?? 0
        guard count < Webhooks.maxEndpoints else { throw Problem(.tooManyWebhooks) }
        let id = tx.newID(of: WebhookEndpoint.self)
        try tx.execute(
            """
            INSERT INTO webhook_endpoint (id, url, description, events, state, secret, created_by, created_at, updated_at, version)
            VALUES (\(id), \(new.url), \(new.description?.rawValue ?? ""), \(json: new.events), \(State.active),
                    \(try secret.sealed(of: id, at: site)), \(actor.account), \(tx.now), \(tx.now), 1)
            """
        )
        try Audit.record(WebhookAction.create, of: kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }

    /// Fails with ``Problem/Code/stale`` after a concurrent change of the endpoint.
    ///
    /// The pending deliveries of a disabled endpoint are held until they are requested again.
    func save(_ tx: borrowing Tx) throws -> WebhookEndpoint {
        try tx.changeOne(
            """
            UPDATE webhook_endpoint
               SET url = \(url), description = \(description), events = \(json: events), state = \(state),
                   disabled_reason = \(disabledReason), disabled_at = \(disabledAt), 
                   failing_since = CASE WHEN state = 'disabled' THEN NULL ELSE failing_since END,
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        if state == .disabled { try WebhookDelivery.hold(for: id, tx) }
        return try Self.find(id, tx)
    }

    static func delete(_ id: ID<WebhookEndpoint>, by actor: Actor, _ tx: borrowing Tx) throws {
        let deleted = try tx.execute("DELETE FROM webhook_endpoint WHERE id = \(id)")
        guard deleted > 0 else { throw Problem(.notFound) }
        try Audit.record(WebhookAction.delete, of: kind, id.cast(), by: actor, tx)
    }

    /// Replaces the secret; for a day the previous one signs as well, unless it is to expire now.
    ///
    /// Refused within a day of an earlier rotation: a receiver would lose the secret that it still uses.
    static func rotate(
        _ id: ID<WebhookEndpoint>,
        to secret: WebhookSecret,
        expiringNow: Bool,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> WebhookEndpoint {
        let keys = try WebhookKeys.find(of: id, tx)
        let previous = expiringNow ? nil : try keys.asPrevious(of: id, at: site)
        let isFree: SQL = expiringNow ? "TRUE" : "(previous_until IS NULL OR previous_until <= \(tx.now))"
        let rotated = try tx.execute(
            """
            UPDATE webhook_endpoint
               SET secret = \(try secret.sealed(of: id, at: site)), previous_secret = \(previous),
                   previous_until = \(previous.map { _ in tx.now + Webhooks.overlap }),
                   updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND \(isFree)
            """
        )
        guard rotated == 1 else { throw Problem(.webhookRotating) }
        try Audit.record(WebhookAction.rotateSecret, of: kind, id.cast(), by: actor, tx)
        return try find(id, tx)
    }
}

/// The sealed secrets of an endpoint, as stored.
struct WebhookKeys: Record {
    private let secret: [UInt8]
    private let previous: [UInt8]?
    private let previousUntil: Instant?

    static let columns: SQL = "w.secret, w.previous_secret, w.previous_until"

    init(_ row: inout Row) throws {
        secret = try row.next()
        previous = try row.next()
        previousUntil = try row.next()
    }

    static func find(of id: ID<WebhookEndpoint>, _ tx: borrowing Tx) throws -> WebhookKeys {
        try tx.one("SELECT \(columns) FROM webhook_endpoint w WHERE w.id = \(id)")
    }

    func opened(for id: ID<WebhookEndpoint>, at site: Site, now: Instant) throws -> [WebhookSecret] {
        var keys = [try WebhookSecret.current.open(secret, in: id, at: site)]
        if let previous, let previousUntil, previousUntil > now {
            keys.append(try WebhookSecret.previous.open(previous, in: id, at: site))
        }
        return keys.map { WebhookSecret(key: $0) }
    }

    /// The current secret, sealed for the column of the previous one.
    func asPrevious(of id: ID<WebhookEndpoint>, at site: Site) throws -> [UInt8] {
        try WebhookSecret.previous.seal(
            WebhookSecret.current.open(secret, in: id, at: site),
            in: id,
            at: site
        )
    }
}
