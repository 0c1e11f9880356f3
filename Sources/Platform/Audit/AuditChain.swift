import Kernel
import Store

/// The hash chain over the audit entries.
package enum AuditChain {
    private static let batch = 1_000
    /// While SQLite seals, nobody else writes.
    private static let smallBatch = 100

    /// Links every entry that is not linked yet; answers how many there were.
    package static func seal(_ db: Database) async throws -> Int {
        try await seal(db, everywhere: true)
    }

    /// Unless `everywhere`, looks no further back than a little before the last link: that costs the same however
    /// long the log has grown.
    static func seal(_ db: Database, everywhere: Bool) async throws -> Int {
        var sealed = 0
        while true {
            let (count, isLast) = try await db.write { tx in
                let most = tx.dialect == .sqlite ? smallBatch : batch
                let count = try sealBatch(everywhere, atMost: most, tx)
                return (count, count < most)
            }
            sealed += count
            if isLast { return sealed }
        }
    }

    /// Longer than any transaction takes from its first moment to its commit.
    private static let longestTransaction = Duration.minutes(10)

    private static func sealBatch(_ everywhere: Bool, atMost most: Int, _ tx: borrowing Tx) throws -> Int {
        try takeTurns(tx)
        let last: Link? = try tx.first(
            "SELECT \(Link.columns) FROM audit_link ORDER BY position DESC LIMIT 1"
        )
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
            hash = entry.hash(after: hash)
            try tx.execute(
                "INSERT INTO audit_link (position, entry_id, hash) VALUES (\(position), \(entry.id), \(hash))"
            )
        }
        return entries.count
    }

    /// What can have been committed since: on SQLite, where one writes after the other, what was written behind it.
    private static func since(_ last: Link, _ tx: borrowing Tx) throws -> SQL? {
        if tx.dialect == .sqlite {
            return "AND e.rowid > (SELECT rowid FROM audit_entry WHERE id = \(last.entry))"
        }
        let newest: Instant? = try tx.value("SELECT at FROM audit_entry WHERE id = \(last.entry)")
        return newest.map { "AND e.at >= \($0 - longestTransaction)" }
    }

    /// One sealer at a time, without the conflicts that a SERIALIZABLE look at all entries would make for everyone
    /// who writes one.
    private static func takeTurns(_ tx: borrowing Tx) throws {
        guard tx.dialect == .postgres else { return }
        try tx.execute("SET TRANSACTION ISOLATION LEVEL READ COMMITTED")
        try tx.execute("LOCK TABLE audit_link IN SHARE ROW EXCLUSIVE MODE")
    }

    /// Recomputes the whole chain in one consistent view and names the first place where it does not hold.
    package static func verify(_ db: Database) async throws -> Verdict {
        _ = try await seal(db)
        return try await db.read { tx in
            var verdict = Verdict(entries: 0, intact: true, head: nil, brokenAt: nil, reason: nil)
            var hash: [UInt8] = []
            while true {
                let page: [LinkedEntry] = try tx.all(
                    """
                    SELECT l.position, l.hash, \(Audit.Entry.columns) FROM audit_link l JOIN audit_entry e ON e.id = l.entry_id
                     WHERE l.position > \(verdict.entries) ORDER BY l.position LIMIT \(batch)
                    """
                )
                for linked in page {
                    hash = linked.entry.hash(after: hash)
                    guard linked.position == verdict.entries + 1 else {
                        return verdict.broken(at: verdict.entries + 1, "an entry is missing")
                    }
                    guard linked.hash == hash else {
                        return verdict.broken(at: linked.position, "the entry was changed")
                    }
                    verdict.entries = linked.position
                }
                if page.count < batch { break }
            }
            verdict.head = hash.isEmpty ? nil : hex(hash)
            let links = try tx.value("SELECT COUNT(*) FROM audit_link", as: Int.self) ?? 0
            return links == verdict.entries
                ? verdict : verdict.broken(at: verdict.entries + 1, "an entry is missing")
        }
    }

    /// Whether the chain holds, and where it breaks when it does not.
    package struct Verdict: Codable, Sendable {
        package var entries: Int
        package var intact: Bool
        /// The hash of the newest entry, in hexadecimal; note it elsewhere to notice a cut tail.
        package var head: String?
        package var brokenAt: Int?
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

    private struct LinkedEntry: Record {
        let position: Int
        let hash: [UInt8]
        let entry: Audit.Entry

        static let columns: SQL = "l.position, l.hash, \(Audit.Entry.columns)"

        init(_ row: inout Row) throws {
            position = try row.next()
            hash = try row.next()
            entry = try Audit.Entry(&row)
        }
    }
}

private func hex(_ bytes: [UInt8]) -> String {
    bytes.map { byte in String(byte >> 4, radix: 16) + String(byte & 15, radix: 16) }.joined()
}

/// Links the audit entries written since the last time.
struct SealAudit: Job {
    static let kind = "audit.seal"
    static let policy = JobPolicy(queue: .maintenance)

    func run(_ call: JobCall) async throws -> JobOutcome {
        _ = try await AuditChain.seal(call.db, everywhere: false)
        return .done
    }
}
