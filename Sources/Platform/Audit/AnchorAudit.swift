import Kernel
import Logging
import Store
import Web

/// A head of the chain, noted where a forger who has the key cannot change it.
package struct AuditAnchor: Codable, Sendable {
    /// The place of the link in the chain, from 1.
    package var position: Int
    /// The hash of the link, in hexadecimal.
    package var head: String

    package init(position: Int, head: String) {
        self.position = position
        self.head = head
    }
}

/// Notes the head of the audit chain outside the database each day: in the log and in the file storage.
///
/// A bucket with object lock protects it there from everybody.
struct AnchorAudit: Job {
    static let kind = "audit.anchor"
    static let policy = JobPolicy(queue: .maintenance)

    func run(_ call: JobCall) async throws -> JobOutcome {
        let site = call.site
        _ = try await AuditChain.seal(site, everywhere: false)
        let anchor: Anchored? = try await site.db.read { tx in
            try tx.first("SELECT \(Anchored.columns) FROM audit_link l ORDER BY l.position DESC LIMIT 1")
        }
        guard let anchor else { return .done }
        site.log.notice(
            "audit head",
            metadata: [
                "product": .string(site.product.name), "position": .stringConvertible(anchor.position),
                "head": .string(hex(anchor.hash)), "chain_key": .string(anchor.keyID ?? "none"),
            ]
        )
        let (day, _) = site.product.zone.civil(call.now)
        let note = AuditAnchor(position: anchor.position, head: hex(anchor.hash))
        let files = site.dependencies.files
        let file = try await files.spool.write { try await $0.append(JSON.encode(note)) }
        try await files.storage.put(file, at: .auditHead("\(site.product.name)-\(day)"), .json)
        return .done
    }

    private struct Anchored: Record {
        let position: Int
        let hash: [UInt8]
        let keyID: String?

        static let columns: SQL = "l.position, l.hash, l.key_id"

        init(_ row: inout Row) throws {
            position = try row.next()
            hash = try row.next()
            keyID = try row.next()
        }
    }
}
