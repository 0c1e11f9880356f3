import Crypto
import Kernel
import Store

/// A device with the app, and its account.
///
/// The carrier's token is stored encrypted and found by a keyed MAC. A device belongs to the account of its last login.
package struct PushDevice: Record, Sendable {
    package let id: ID<PushDevice>
    package let account: ID<Account>
    private let sealed: [UInt8]

    /// The operating system of a device.
    package enum Platform: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Android, by Firebase Cloud Messaging.
        case android
        /// iOS or iPadOS, by Firebase Cloud Messaging.
        case ios
        /// A browser, by Firebase Cloud Messaging.
        case web
    }

    /// More devices than a person has; a new one replaces the one not used for the longest time.
    package static let limit = 20
    static let sealedToken = SealedColumn(
        "push_device",
        "sealed",
        key: "id",
        formerly: .init(purpose: "push-device", isBoundToRow: false)
    )

    package static let columns: SQL = "p.id, p.account_id, p.sealed"

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        sealed = try row.next()
    }

    /// Registers a device until the session ends, and notifies the account of a new one.
    @discardableResult
    package static func register(
        _ token: String,
        _ platform: Platform,
        for account: ID<Account>,
        in session: ID<Session>?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> ID<PushDevice> {
        let mac = mac(token, at: site)
        let known: PushDevice? = try tx.first("SELECT \(columns) FROM push_device p WHERE p.mac = \(mac)")
        let id = known?.id ?? tx.newID(of: PushDevice.self)
        let sealed = try sealedToken.seal(token.utf8, in: id, at: site)
        try tx.execute(
            """
            INSERT INTO push_device (id, account_id, mac, sealed, platform, created_at, seen_at, session_id)
            VALUES (\(id), \(account), \(mac), \(sealed), \(platform), \(tx.now), \(tx.now), \(session))
            ON CONFLICT (mac) DO UPDATE
               SET account_id = excluded.account_id, sealed = excluded.sealed, platform = excluded.platform,
                   seen_at = excluded.seen_at, session_id = excluded.session_id
            """
        )
        if known?.account != account {
            let values = ["platform": platform.rawValue, "site": site.product.title]
            try Notifications.notify(account, Notice(template: .deviceAdded, values: values), tx)
        }
        try removeExcess(of: account, tx)
        return id
    }

    private static func removeExcess(of account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.execute(
            """
            DELETE FROM push_device WHERE account_id = \(account) AND id NOT IN (
                SELECT id FROM push_device WHERE account_id = \(account) ORDER BY seen_at DESC, id DESC LIMIT \(limit))
            """
        )
    }

    /// Removes a device; false when the account has no such device.
    @discardableResult
    package static func forget(
        _ token: String,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Bool {
        try tx.execute(
            "DELETE FROM push_device WHERE account_id = \(account) AND mac = \(mac(token, at: site))"
        ) > 0
    }

    static func remove(_ id: ID<PushDevice>, _ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM push_device WHERE id = \(id)")
    }

    /// Carriers give up a device that has not called them for 270 days.
    package static let longestUnseen = Duration.days(270)

    static func forgetUnseen(_ tx: borrowing Tx) throws {
        try tx.execute("DELETE FROM push_device WHERE seen_at < \(tx.now - longestUnseen)")
    }

    package static func identities(of account: ID<Account>, _ tx: borrowing Tx) throws -> [ID<PushDevice>] {
        try tx.values(
            "SELECT id FROM push_device WHERE account_id = \(account) ORDER BY seen_at DESC, id",
            as: ID<PushDevice>.self
        )
    }

    static func find(_ id: ID<PushDevice>, of account: ID<Account>, _ tx: borrowing Tx) throws -> PushDevice?
    {
        try tx.first("SELECT \(columns) FROM push_device p WHERE p.id = \(id) AND p.account_id = \(account)")
    }

    /// The carrier's token for the device.
    func token(at site: Site) throws -> String {
        String(decoding: try Self.sealedToken.open(sealed, in: id, at: site), as: UTF8.self)
    }

    private static func mac(_ token: String, at site: Site) -> [UInt8] {
        let key = site.key(for: "push-device-mac")
        return Array(HMAC<SHA256>.authenticationCode(for: Array(token.utf8), using: key))
    }
}
