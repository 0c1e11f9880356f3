import Crypto
import Kernel
import Store
import Web

/// An account's address at a messenger, or a confirmed number for text messages: proved with a code.
///
/// The address is sealed, and found by a keyed MAC; it belongs to one account.
package struct Messenger: Record {
    let id: ID<Messenger>
    let account: ID<Account>
    private let sealed: [UInt8]
    /// When the person wrote last; WhatsApp lets anything but templates be sent for a day after that.
    let heardAt: Instant?

    static let kind = "messenger"
    static let address = SealedColumn("messenger", "sealed", key: "id")
    package static let columns: SQL = "m.id, m.account_id, m.sealed, m.heard_at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        sealed = try row.next()
        heardAt = try row.next()
    }

    /// A channel of which the address is proved here.
    package enum Channel: String, Codable, CaseIterable, Sendable, SQLValueConvertible, PathValue {
        /// Text messages.
        case sms
        /// WhatsApp, by the number.
        case whatsApp = "whatsapp"
        /// Telegram, by a chat with our bot.
        case telegram

        /// Nil for channels without an address here.
        init?(_ channel: NoticeTemplate.Channel) {
            self.init(rawValue: channel.rawValue)
        }
    }
}

extension Messenger {
    static func find(
        _ channel: Channel,
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> Messenger? {
        try tx.first(
            "SELECT \(columns) FROM messenger m WHERE m.account_id = \(account) AND m.channel = \(channel)"
        )
    }

    static func find(
        _ channel: Channel,
        at address: String,
        _ site: Site,
        _ tx: borrowing Tx
    ) throws -> Messenger? {
        try tx.first(
            """
            SELECT \(columns) FROM messenger m
             WHERE m.channel = \(channel) AND m.mac = \(mac(address, channel, site))
            """
        )
    }

    func text(at site: Site) throws -> String {
        String(decoding: try Self.address.open(sealed, in: id, at: site), as: UTF8.self)
    }

    /// Links a proved address; refused with 409 when another account has it.
    static func link(
        _ channel: Channel,
        _ address: String,
        to account: ID<Account>,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        if let known = try find(channel, at: address, site, tx) {
            guard known.account == account else { throw Problem(.channelTaken) }
            return
        }
        try tx.execute("DELETE FROM messenger WHERE account_id = \(account) AND channel = \(channel)")
        let id = tx.newID(of: Messenger.self)
        let inserted = try tx.execute(
            """
            INSERT INTO messenger (id, account_id, channel, mac, sealed, linked_at)
            VALUES (\(id), \(account), \(channel), \(mac(address, channel, site)),
                    \(try Self.address.seal(address.utf8, in: id, at: site)), \(tx.now))
            ON CONFLICT DO NOTHING
            """
        )
        guard inserted == 1 else { throw Problem(.channelTaken) }
        let details: JSONValue = ["channel": .string(channel.rawValue)]
        try Audit.record(MessengerAction.link, of: kind, id.cast(), by: actor, details: details, tx)
    }

    /// Ends the link of a channel, by its owner or because the person has blocked us; false when there was none.
    @discardableResult
    static func unlink(
        _ channel: Channel,
        of account: ID<Account>,
        by actor: Actor,
        _ tx: borrowing Tx
    ) throws -> Bool {
        try tx.execute("DELETE FROM messenger_code WHERE account_id = \(account) AND channel = \(channel)")
        guard let known = try find(channel, of: account, tx) else { return false }
        try tx.execute("DELETE FROM messenger WHERE id = \(known.id)")
        let action: MessengerAction = actor.kind == .system ? .end : .unlink
        let details: JSONValue = ["channel": .string(channel.rawValue)]
        try Audit.record(action, of: kind, known.id.cast(), by: actor, details: details, tx)
        return true
    }

    private static func mac(_ address: String, _ channel: Channel, _ site: Site) -> [UInt8] {
        let key = site.key(for: "messenger-mac")
        return Array(
            HMAC<SHA256>.authenticationCode(for: Array("\(channel.rawValue) \(address)".utf8), using: key)
        )
    }
}
