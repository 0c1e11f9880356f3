import Kernel
import Store

/// A report or a message of a messenger as it came in: stored once, applied by a job.
///
/// It holds what matters and no texts of people.
struct MessengerUpdate: Record {
    let id: ID<MessengerUpdate>
    private let bytes: [UInt8]
    let receivedAt: Instant
    let isApplied: Bool

    static let sealed = SealedColumn("messenger_update", "sealed", key: "id")
    static let columns: SQL = "u.id, u.sealed, u.received_at, u.applied_at IS NOT NULL"

    init(_ row: inout Row) throws {
        id = try row.next()
        bytes = try row.next()
        receivedAt = try row.next()
        isApplied = try row.next()
    }

    /// The content of an update.
    enum Facts: Codable, Sendable, Hashable {
        /// A message to a person has come this far.
        case status(number: String, Status, error: String?)
        /// A person has written to our number.
        case heard(phone: String)
        /// A person has begun a chat with this start, by its hash.
        case started(chat: String, hash: [UInt8])
        /// A person has blocked us.
        case blocked(chat: String)
    }

    /// How far a message is.
    enum Status: String, Codable, Sendable {
        case sent, delivered, read, failed
    }

    func facts(at site: Site) throws -> Facts {
        try JSON.decode(Facts.self, from: Self.sealed.open(bytes, in: id, at: site))
    }

    static func find(_ id: ID<MessengerUpdate>, _ tx: borrowing Tx) throws -> MessengerUpdate? {
        try tx.first("SELECT \(columns) FROM messenger_update u WHERE u.id = \(id)")
    }

    /// Stores an update for processing; does nothing when it is known already.
    static func receive(
        _ facts: Facts,
        _ channel: Messenger.Channel,
        key: String,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        let id = tx.newID(of: MessengerUpdate.self)
        let inserted = try tx.execute(
            """
            INSERT INTO messenger_update (id, channel, key, sealed, received_at)
            VALUES (\(id), \(channel), \(key), \(try sealed.seal(JSON.encode(facts), in: id, at: site)), \(tx.now))
            ON CONFLICT (channel, key) DO NOTHING
            """
        )
        if inserted == 1 { try tx.enqueue(ApplyMessengerUpdate(update: id), unique: id.description) }
    }
}
