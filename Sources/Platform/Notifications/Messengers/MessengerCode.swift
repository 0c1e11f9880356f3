import Kernel
import Store

/// A code that proves an address: six digits sent to a number, or the start of a chat with our bot.
///
/// One for each account and channel: a new one replaces the last.
struct MessengerCode: Record {
    let id: ID<MessengerCode>
    let account: ID<Account>
    let channel: Messenger.Channel
    private let bytes: [UInt8]?
    let tries: Int
    let expiresAt: Instant

    static let lifetime = Duration.minutes(10)
    static let startLifetime = Duration.minutes(15)
    /// With five numbers sent an hour, guessing is hopeless for years.
    static let mostTries = 5
    static let sealed = SealedColumn("messenger_code", "sealed", key: "id")
    static let columns: SQL = "k.id, k.account_id, k.channel, k.sealed, k.tries, k.expires_at"

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        channel = try row.next()
        bytes = try row.next()
        tries = try row.next()
        expiresAt = try row.next()
    }

    /// A number with the code that was sent to it.
    struct Sent: Codable, Sendable {
        let phone: PhoneNumber
        let code: String
    }

    func sent(at site: Site) throws -> Sent? {
        try bytes.map { try JSON.decode(Sent.self, from: Self.sealed.open($0, in: id, at: site)) }
    }

    static func find(_ id: ID<MessengerCode>, _ tx: borrowing Tx) throws -> MessengerCode? {
        try tx.first("SELECT \(columns) FROM messenger_code k WHERE k.id = \(id)")
    }

    /// Makes a code for a number; the caller sends it.
    static func issue(
        _ channel: Messenger.Channel,
        to phone: PhoneNumber,
        for account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> (id: ID<MessengerCode>, code: String) {
        var generator = SystemRandomNumberGenerator()
        let digits = String(Int.random(in: 0..<1_000_000, using: &generator))
        let code = String(repeating: "0", count: 6 - digits.utf8.count) + digits
        let id = tx.newID(of: MessengerCode.self)
        let bytes = try sealed.seal(JSON.encode(Sent(phone: phone, code: code)), in: id, at: site)
        try replace(id, channel, of: account, hash: nil, sealed: bytes, until: tx.now + lifetime, tx)
        return (id, code)
    }

    /// Makes the start of a chat: 43 characters, which only the account's owner sees.
    static func issueStart(
        for account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> (text: String, until: Instant) {
        let (text, end) = (SecretText.new(), tx.now + startLifetime)
        let id = tx.newID(of: MessengerCode.self)
        let hash = SecretText.hash(text)
        try replace(id, .telegram, of: account, hash: hash, sealed: nil, until: end, tx)
        return (text, end)
    }

    private static func replace(
        _ id: ID<MessengerCode>,
        _ channel: Messenger.Channel,
        of account: ID<Account>,
        hash: [UInt8]?,
        sealed: [UInt8]?,
        until end: Instant,
        _ tx: borrowing Tx
    ) throws {
        try tx.execute("DELETE FROM messenger_code WHERE account_id = \(account) AND channel = \(channel)")
        try tx.execute(
            """
            INSERT INTO messenger_code (id, account_id, channel, hash, sealed, expires_at)
            VALUES (\(id), \(account), \(channel), \(hash), \(sealed), \(end))
            """
        )
    }

    /// Whether a code is that of the number; it is used up then, and after five wrong ones.
    static func redeem(
        _ code: SixDigits,
        of phone: PhoneNumber,
        _ channel: Messenger.Channel,
        for account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Bool {
        let counted = try tx.execute(
            """
            UPDATE messenger_code SET tries = tries + 1
             WHERE account_id = \(account) AND channel = \(channel) AND tries < \(mostTries) AND expires_at > \(tx.now)
            """
        )
        guard counted == 1,
            let kept: MessengerCode = try tx.first(
                "SELECT \(columns) FROM messenger_code k WHERE k.account_id = \(account) AND k.channel = \(channel)"
            ),
            let sent = try kept.sent(at: site), sent.phone == phone,
            isSame(Array(sent.code.utf8), Array(code.rawValue.utf8))
        else { return false }
        return try tx.execute("DELETE FROM messenger_code WHERE id = \(kept.id)") == 1
    }

    /// The account that began a chat with this start; once.
    static func spendStart(hash: [UInt8], _ tx: borrowing Tx) throws -> ID<Account>? {
        var found: (account: ID<Account>, until: Instant)?
        try tx.forEach("DELETE FROM messenger_code WHERE hash = \(hash) RETURNING account_id, expires_at") {
            row in
            found = (try row.next(), try row.next())
        }
        guard let found, found.until > tx.now else { return nil }
        return found.account
    }
}
