import Crypto
import Kernel
import Store

/// The devices that have logged in to an account, as MACs: recognisable, but not readable.
enum KnownDevice {
    /// Stores the device of a session, and notifies the owner of a new one.
    ///
    /// Not of the very first login, when everything is new.
    static func record(_ session: Session, by owner: Actor, at site: Site, _ tx: borrowing Tx) throws {
        let family = DeviceFamily(userAgent: session.device, address: session.address)
        let key = site.key(for: "known-device")
        let print = HMAC<SHA256>.authenticationCode(
            for: Array("\(session.account) \(family.name) \(family.network)".utf8),
            using: key
        )
        let isFirst = try !tx.exists("SELECT 1 FROM known_device WHERE account_id = \(session.account)")
        let isNew = try remember(Array(print), of: session.account, tx)
        guard isNew, !isFirst else { return }
        try notify(session, family, at: site, tx)
        try Audit.record(AccountAction.newDevice, of: Session.kind, session.id.cast(), by: owner, tx)
    }

    private static func remember(
        _ print: [UInt8],
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> Bool {
        let inserted = try tx.execute(
            """
            INSERT INTO known_device (account_id, fingerprint, last_seen_at) VALUES (\(account), \(print), \(tx.now))
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 0 else { return true }
        try tx.execute(
            """
            UPDATE known_device SET last_seen_at = \(tx.now) WHERE account_id = \(account) AND fingerprint = \(print)
            """
        )
        return false
    }

    private static func notify(
        _ session: Session,
        _ family: DeviceFamily,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let (date, time) = site.product.zone.civil(tx.now)
        let notice = Notice(
            template: .newDevice,
            about: (Session.kind, session.id.cast()),
            values: [
                "device": family.name, "address": session.address,
                "time": "\(date) \(time.description.prefix(5))",
            ],
            key: session.id.description
        )
        try Notifications.notify(session.account, notice, tx)
    }
}
