import Kernel
import Store

/// An account's link to a service elsewhere, with the grant that its owner gave.
package struct Integration: Record, Sendable {
    package let id: ID<Integration>
    package let account: ID<Account>
    package let provider: String
    private let sealed: [UInt8]
    package let access: [GoogleAccess]
    package let state: State
    package let linkedAt: Instant
    /// When its calendars were last listed; nil before the first time.
    package let listedAt: Instant?

    /// Whether a grant works.
    package enum State: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// The grant works, as far as is known.
        case linked
        /// The person took it back at the service, or it ended; it has to be given anew.
        case broken
    }

    package static let google = "google"
    static let kind = "integration"
    static let grant = SealedColumn("integration", "sealed", key: "id")
    package static let columns: SQL =
        "i.id, i.account_id, i.provider, i.sealed, i.access, i.state, i.linked_at, i.listed_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        provider = try row.next()
        sealed = try row.next()
        access = try row.json()
        state = try row.next()
        linkedAt = try row.next()
        listedAt = try row.next()
    }
}

extension Integration {
    static func find(_ id: ID<Integration>, _ tx: borrowing Tx) throws -> Integration? {
        try tx.first("SELECT \(columns) FROM integration i WHERE i.id = \(id)")
    }

    package static func find(of account: ID<Account>, _ tx: borrowing Tx) throws -> Integration? {
        try tx.first(
            "SELECT \(columns) FROM integration i WHERE i.account_id = \(account) AND i.provider = \(google)"
        )
    }

    /// The account's link, if its grant works and allows this.
    static func working(
        _ access: GoogleAccess,
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> Integration? {
        guard let found = try find(of: account, tx), found.state == .linked, found.access.contains(access)
        else {
            return nil
        }
        return found
    }

    func grant(at site: Site) throws -> GoogleServices.Grant {
        let token = String(decoding: try Self.grant.open(sealed, in: id, at: site), as: UTF8.self)
        return GoogleServices.Grant(integration: id, refreshToken: token)
    }

    /// Links an account, or renews its link.
    package static func link(
        _ account: ID<Account>,
        _ refreshToken: String,
        for access: [GoogleAccess],
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let known = try find(of: account, tx)
        let id = known?.id ?? tx.newID(of: Integration.self)
        let sealed = try grant.seal(refreshToken.utf8, in: id, at: site)
        try tx.execute(
            """
            INSERT INTO integration (id, account_id, provider, sealed, access, has_calendar, state, linked_at)
            VALUES (\(id), \(account), \(google), \(sealed), \(json: access), \(access.contains(.calendar)), \(State.linked),
                    \(tx.now))
                ON CONFLICT (account_id, provider) DO UPDATE
               SET sealed = excluded.sealed, access = excluded.access, has_calendar = excluded.has_calendar,
                   state = excluded.state, linked_at = excluded.linked_at, warned_at = NULL
            """
        )
        if access.contains(.calendar) {
            try tx.enqueue(ListCalendars(integration: id), unique: id.description)
        } else {
            for link in try CalendarLink.all(of: id, tx) { try link.forgetReading(tx) }
        }
        try Audit.record(IntegrationAction.link, of: kind, id.cast(), by: actor, tx)
    }

    /// Notes that the grant is over, and notifies its owner, once.
    func broke(at site: Site, _ tx: borrowing Tx) throws {
        let broke = try tx.execute(
            "UPDATE integration SET state = \(State.broken) WHERE id = \(id) AND state = \(State.linked)"
        )
        guard broke == 1 else { return }
        try Audit.record(IntegrationAction.broken, of: Self.kind, id.cast(), by: .system, tx)
        try warn(at: site, tx)
    }

    /// Tells the owner that the calendar cannot be read, unless they know.
    func warn(at site: Site, _ tx: borrowing Tx) throws {
        guard access.contains(.calendar) else { return }
        let isFirst = try tx.execute(
            "UPDATE integration SET warned_at = \(tx.now) WHERE id = \(id) AND warned_at IS NULL"
        )
        if isFirst == 1 { try site.product.integrations.unreadable(account, site, tx) }
    }

    /// Ends the link: its readings go, its events stay, and the grant is revoked at the service, unless the site's keys
    /// cannot open it any more.
    package func unlinked(by actor: Actor, at site: Site, _ tx: borrowing Tx) throws {
        for link in try CalendarLink.all(of: id, tx) { try link.forgetReading(tx) }
        try CalendarChannel.stopAll(of: self, at: site, tx)
        do {
            try RevokedGrant.keep(grant(at: site).refreshToken, at: site, tx)
        } catch is SealedValueUnreadable {}
        try tx.execute("DELETE FROM integration WHERE id = \(id)")
        try Audit.record(IntegrationAction.unlink, of: Self.kind, id.cast(), by: actor, tx)
    }
}
