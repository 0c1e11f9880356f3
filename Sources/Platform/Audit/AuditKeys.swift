import Crypto
import Kernel
import Store

/// The keys of a site's audit chain, and the record of the first keyed link.
struct AuditKeys: Sendable {
    private let keys: [(id: String, code: HMAC<SHA256>)]

    init(_ site: Site) {
        keys = site.keys(for: "audit-chain").map { key in
            let code = HMAC<SHA256>(key: key)
            return (hex(Array(code.over(Array("key id".utf8)).prefix(6))), code)
        }
    }

    /// The key of new links.
    var newest: String? { keys.first?.id }

    func link(_ entry: Audit.Entry, after previous: [UInt8]) -> [UInt8] {
        link(entry, after: previous, by: newest) ?? []
    }

    /// Nil when the site has no such key; without `id`, the plain hash of the oldest links.
    func link(_ entry: Audit.Entry, after previous: [UInt8], by id: String?) -> [UInt8]? {
        let content = previous + entry.sealed
        guard let id else { return Array(SHA256.hash(data: content)) }
        return keys.first { $0.id == id }?.code.over(content)
    }

    /// The end of the plain links, after which keyed links begin.
    struct Beginning: Record {
        /// The position of the last plain link; 0 when there is none.
        let position: Int
        /// The hash of that link.
        let hash: [UInt8]
        fileprivate let keyID: String
        fileprivate let mac: [UInt8]

        static let columns: SQL = "b.position, b.hash, b.key_id, b.mac"

        init(_ row: inout Row) throws {
            position = try row.next()
            hash = try row.next()
            keyID = try row.next()
            mac = try row.next()
        }
    }

    /// Stores the record once, with the first keyed link.
    func begin(after position: Int, _ hash: [UInt8], _ tx: borrowing Tx) throws {
        guard let (id, code) = keys.first, try !tx.exists("SELECT 1 FROM audit_beginning") else { return }
        try tx.execute(
            """
            INSERT INTO audit_beginning (id, position, hash, key_id, mac)
            VALUES (1, \(position), \(hash), \(id), \(code.over(Self.content(position, hash)))) ON CONFLICT DO NOTHING
            """
        )
    }

    /// Nil when it is missing or was not written by this site.
    func beginning(_ tx: borrowing Tx) throws -> Beginning? {
        guard let found: Beginning = try tx.first("SELECT \(Beginning.columns) FROM audit_beginning b"),
            let code = keys.first(where: { $0.id == found.keyID })?.code,
            found.mac == code.over(Self.content(found.position, found.hash))
        else { return nil }
        return found
    }

    private static func content(_ position: Int, _ hash: [UInt8]) -> [UInt8] {
        Array("keyed links begin after \(position) ".utf8) + hash
    }
}

extension HMAC<SHA256> {
    /// Uses a copy, which holds the key already.
    fileprivate func over(_ bytes: [UInt8]) -> [UInt8] {
        var code = self
        code.update(data: bytes)
        return Array(code.finalize())
    }
}
