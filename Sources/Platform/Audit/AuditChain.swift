import Kernel
import Store

/// The hash chain over the audit entries: each link is a MAC, by a key of the site, of the link before and the entry.
///
/// The oldest links, up to a recorded position, are plain hashes (docs/decisions/0023-locks.md).
package enum AuditChain {
    private static let batch = 1_000
    /// SQLite has one writer, which must not be kept long.
    private static let smallBatch = 100

    /// Links every entry that is not linked yet, and returns their number.
    package static func seal(_ site: Site) async throws -> Int {
        try await seal(site, everywhere: true)
    }

    /// Unless `everywhere`, looks back only to a little before the last link, at the same cost for any length of log.
    static func seal(_ site: Site, everywhere: Bool) async throws -> Int {
        let keys = AuditKeys(site)
        var sealed = 0
        while true {
            let (count, isLast) = try await site.db.write { tx in
                let most = tx.dialect == .sqlite ? smallBatch : batch
                let count = try sealBatch(everywhere, atMost: most, keys, tx)
                return (count, count < most)
            }
            sealed += count
            if isLast { return sealed }
        }
    }

    /// Longer than any transaction takes from start to commit.
    private static let longestTransaction = Duration.minutes(10)

    private static func sealBatch(
        _ everywhere: Bool,
        atMost most: Int,
        _ keys: AuditKeys,
        _ tx: borrowing Tx
    ) throws -> Int {
        try serialize(tx)
        let last: Link? = try tx.first(
            "SELECT \(Link.columns) FROM audit_link ORDER BY position DESC LIMIT 1"
        )
        try keys.begin(after: last?.position ?? 0, last?.hash ?? [], tx)
        let recent = everywhere ? nil : try last.flatMap { try since($0, tx) }
        let entries: [Audit.Entry] = try tx.all(
            """
            SELECT \(Audit.Entry.columns) FROM audit_entry e
             WHERE NOT EXISTS (SELECT 1 FROM audit_link l WHERE l.entry_id = e.id) \(recent)
             ORDER BY \(pg: "e.at, e.id", sqlite: "e.rowid") LIMIT \(most)
            """
        )
        var position = last?.position ?? 0
        var hash = last?.hash ?? []
        for entry in entries {
            position += 1
            hash = keys.link(entry, after: hash)
            try tx.execute(
                """
                INSERT INTO audit_link (position, entry_id, hash, key_id)
                VALUES (\(position), \(entry.id), \(hash), \(keys.newest))
                """
            )
        }
        return entries.count
    }

    /// The entries that can have been committed since; on SQLite, with its one writer, those written after the last.
    private static func since(_ last: Link, _ tx: borrowing Tx) throws -> SQL? {
        if tx.dialect == .sqlite {
            return "AND e.rowid > (SELECT rowid FROM audit_entry WHERE id = \(last.entry))"
        }
        let newest: Instant? = try tx.value("SELECT at FROM audit_entry WHERE id = \(last.entry)")
        return newest.map { "AND e.at >= \($0 - longestTransaction)" }
    }

    /// Lets one sealer work at a time.
    ///
    /// A SERIALIZABLE read of all entries would cause conflicts for their writers.
    private static func serialize(_ tx: borrowing Tx) throws {
        guard tx.dialect == .postgres else { return }
        try tx.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        try tx.execute("LOCK TABLE audit_link IN SHARE ROW EXCLUSIVE MODE")
    }

    /// Recomputes the whole chain in one consistent view and names the first link that does not hold.
    ///
    /// With an `anchor` that was kept elsewhere it also checks that the chain still has it: a forged chain has not.
    package static func verify(_ site: Site, against anchor: AuditAnchor? = nil) async throws -> Verdict {
        _ = try await seal(site)
        let keys = AuditKeys(site)
        return try await site.db.read { tx in
            var verdict = Verdict(entries: 0, intact: true, head: nil, brokenAt: nil, reason: nil)
            guard let beginning = try keys.beginning(tx) else {
                return verdict.broken(at: 1, "the record of the first keyed link is missing or forged")
            }
            var walk = ChainWalk(keys: keys, beginning: beginning, anchor: anchor)
            while true {
                let page: [LinkedEntry] = try tx.all(
                    """
                    SELECT \(LinkedEntry.columns) FROM audit_link l JOIN audit_entry e ON e.id = l.entry_id
                     WHERE l.position > \(walk.position) ORDER BY l.position LIMIT \(batch)
                    """
                )
                for linked in page {
                    if let flaw = walk.step(to: linked) {
                        verdict.entries = walk.position
                        return verdict.broken(at: walk.position + 1, flaw)
                    }
                }
                if page.count < batch { break }
            }
            verdict.entries = walk.position
            verdict.head = walk.hash.isEmpty ? nil : hex(walk.hash)
            let links = try tx.value("SELECT COUNT(*) FROM audit_link", as: Int.self) ?? 0
            let flaw = links == walk.position ? walk.flawAtEnd : "an entry is missing"
            return flaw.map { verdict.broken(at: walk.position + 1, $0) } ?? verdict
        }
    }

    /// The result of a verification of the chain.
    package struct Verdict: Codable, Sendable {
        /// How many entries were checked and found linked.
        package var entries: Int
        /// Whether every link holds.
        package var intact: Bool
        /// The hash of the newest link, in hexadecimal; recorded elsewhere, it reveals removed entries at the end.
        package var head: String?
        /// The position of the first link that does not hold; absent when the chain is intact.
        package var brokenAt: Int?
        /// Why that link does not hold, in English; absent when the chain is intact.
        package var reason: String?

        func broken(at position: Int, _ reason: String) -> Self {
            Verdict(entries: entries, intact: false, head: head, brokenAt: position, reason: reason)
        }
    }

    private struct Link: Record {
        let position: Int
        let entry: ID<Audit.Entry>
        let hash: [UInt8]

        static let columns: SQL = "position, entry_id, hash"

        init(_ row: inout Row) throws {
            position = try row.next()
            entry = try row.next()
            hash = try row.next()
        }
    }
}

func hex(_ bytes: [UInt8]) -> String {
    bytes.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
}

/// Links the audit entries written since the last time.
struct SealAudit: Job {
    static let kind = "audit.seal"
    static let policy = JobPolicy(queue: .maintenance)

    func run(_ call: JobCall) async throws -> JobOutcome {
        _ = try await AuditChain.seal(call.site, everywhere: false)
        return .done
    }
}
