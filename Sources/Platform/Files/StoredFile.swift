import Kernel
import Store

/// The record of a file; its bytes are in the storage.
package struct StoredFile: Record {
    package let id: ID<StoredFile>
    package let owner: ID<Account>?
    package let name: String
    package let mediaType: MediaType
    package let size: Int
    package let sha256: [UInt8]
    package let state: State
    /// The virus scanner's name for its finding.
    package let finding: String?
    package let createdAt: Instant
    /// Whether it has scripts, forms or attachments, which a reader runs or opens.
    package let isActive: Bool

    /// How far the virus scan of a file is.
    package enum State: String, Codable, Sendable, CaseIterable, SQLValueConvertible {
        /// Received or announced, and not yet part of a record; deleted when its time is up.
        case pending
        /// Part of a record, and closed until the virus scan is over.
        case quarantined
        /// Scanned without a finding, or accepted where there is no scanner.
        case clean
        /// The scan found a virus; the bytes are deleted and the record stays.
        case infected
    }

    package static let columns: SQL =
        "f.id, f.owner_id, f.name, f.media_type, f.size, f.sha256, f.state, f.finding, f.created_at, f.is_active"

    package init(_ row: inout Row) throws {
        id = try row.next()
        owner = try row.next()
        name = try row.next()
        mediaType = try row.next()
        size = try row.next()
        sha256 = try row.next()
        state = try row.next()
        finding = try row.next()
        createdAt = try row.next()
        isActive = try row.next()
    }

    /// The hash in hexadecimal, as `sha256sum` prints it.
    package var sha256Text: String { Hexadecimal.encode(sha256) }

    package static func find(_ id: ID<StoredFile>, _ tx: borrowing Tx) throws -> StoredFile {
        try tx.one("SELECT \(columns) FROM stored_file f WHERE f.id = \(id) AND f.state <> 'pending'")
    }

    package static func list(_ ids: [ID<StoredFile>], _ tx: borrowing Tx) throws -> [StoredFile] {
        try tx.all(
            "SELECT \(columns) FROM stored_file f WHERE f.id \(in: ids) AND f.state <> 'pending' ORDER BY f.id"
        )
    }

    /// The file itself, or a refusal while it is not clean.
    package func openable() throws -> StoredFile {
        switch state {
        case .clean: self
        case .quarantined: throw Problem(.fileQuarantined, retryAfter: 5)
        case .infected: throw Problem(.fileInfected)
        case .pending: throw Problem(.notFound)
        }
    }
}

enum Hexadecimal {
    private static let digits = Array("0123456789abcdef".utf8)

    static func encode(_ bytes: some Sequence<UInt8>) -> String {
        String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
    }

    /// Nil unless it is pairs of digits, in either case.
    static func decode(_ text: String) -> [UInt8]? {
        let values = text.utf8.map { Character(UnicodeScalar($0)).hexDigitValue }
        guard values.count.isMultiple(of: 2), !values.contains(nil) else { return nil }
        let numbers = values.compactMap { $0 }
        return stride(from: 0, to: numbers.count, by: 2).map { UInt8(numbers[$0] << 4 | numbers[$0 + 1]) }
    }
}
