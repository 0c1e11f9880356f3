import Crypto
import Kernel
import Store

/// The address from which a calendar program reads a person's bookings, without a login.
///
/// It is signed, so that it cannot be guessed, and names a serial that must still be the account's: a new serial ends
/// the old address.
struct CalendarFeed: Record {
    let account: ID<Account>
    let serial: ID<CalendarFeed>
    let createdAt: Instant

    static let columns: SQL = "f.account_id, f.serial, f.created_at"

    init(_ row: inout Row) throws {
        account = try row.next()
        serial = try row.next()
        createdAt = try row.next()
    }

    static func find(of account: ID<Account>, _ tx: borrowing Tx) throws -> CalendarFeed {
        try tx.one("SELECT \(columns) FROM calendar_feed f WHERE f.account_id = \(account)")
    }

    /// Replaces the address; the feed ends with the caller's session, and the owner is notified.
    static func renew(
        for account: ID<Account>,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> CalendarFeed {
        try tx.execute(
            """
            INSERT INTO calendar_feed (account_id, serial, created_at, session_id)
            VALUES (\(account), \(tx.newID(of: CalendarFeed.self)), \(tx.now), \(actor.session))
            ON CONFLICT (account_id) DO UPDATE
               SET serial = excluded.serial, created_at = excluded.created_at, session_id = excluded.session_id
            """
        )
        try Notifications.notify(
            account,
            Notice(template: .feedAdded, values: ["site": site.product.title]),
            tx
        )
        try Audit.record(BookingAction.calendarFeedOpen, of: Account.kind, account.cast(), by: actor, tx)
        return try find(of: account, tx)
    }

    static func revoke(of account: ID<Account>, by actor: Actor, _ tx: borrowing Tx) throws {
        guard try tx.execute("DELETE FROM calendar_feed WHERE account_id = \(account)") == 1 else {
            throw Problem(.notFound)
        }
        try Audit.record(BookingAction.calendarFeedRevoke, of: Account.kind, account.cast(), by: actor, tx)
    }

    /// The owner of the feed of a token, as long as the account is active.
    static func owner(of token: String, at site: Site, _ tx: borrowing Tx) throws -> Account {
        guard let claim = Self.claim(in: token, at: site) else { throw Problem(.notFound) }
        let isCurrent = try tx.exists(
            "SELECT 1 FROM calendar_feed f WHERE f.account_id = \(claim.account) AND f.serial = \(claim.serial)"
        )
        let account = try Account.find(claim.account, tx)
        guard isCurrent, account.state == .active else { throw Problem(.notFound) }
        return account
    }
}

// The token: account, serial, and their HMAC.
extension CalendarFeed {
    private static let purpose = "calendar-feed"

    func token(at site: Site) -> String {
        let key = site.key(for: Self.purpose)
        let claim = Self.bytes(account.raw) + Self.bytes(serial.raw)
        return Base64.url.encode(claim + HMAC<SHA256>.authenticationCode(for: claim, using: key))
    }

    private static func claim(
        in token: String,
        at site: Site
    ) -> (account: ID<Account>, serial: ID<CalendarFeed>)? {
        guard let bytes = Base64.url.decode(token), bytes.count == 64 else { return nil }
        let (claim, proof) = (Array(bytes[..<32]), Array(bytes[32...]))
        let isSigned = site.keys(for: purpose).contains {
            HMAC<SHA256>.isValidAuthenticationCode(proof, authenticating: claim, using: $0)
        }
        guard isSigned else { return nil }
        return (ID(raw: number(claim[..<16])), ID(raw: number(claim[16...])))
    }

    private static func bytes(_ number: UInt128) -> [UInt8] {
        (0..<16).map { UInt8(truncatingIfNeeded: number >> (8 * (15 - $0))) }
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> UInt128 {
        bytes.reduce(0) { $0 << 8 | UInt128($1) }
    }
}
