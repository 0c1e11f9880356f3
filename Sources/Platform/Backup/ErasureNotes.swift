import Glibc
import Kernel
import Store

/// The erasures of a site, recorded next to its backups: a backup made before an erasure still contains the person.
///
/// A note is a file named after the account; it holds the cause and the time, nothing about the person.
package enum ErasureNotes {
    /// How far back each backup looks for erasures without a note.
    private static let reach = Duration.days(36)

    struct Note: Codable, Sendable {
        var account: ID<Account>
        var erasedAt: Instant
        var cause: Erasure.Cause
    }

    /// Writes a note for each erasure that has none yet.
    static func complete(at site: Site) async throws {
        guard let folder = folder(of: site) else { return }
        let threadPool = site.dependencies.files.threadPool
        let noted = try await threadPool.run { accounts(in: folder) }
        let since = noted.isEmpty ? Instant(micros: 0) : site.now() - reach
        let erasures = try await site.db.read { tx in try Note.since(since, tx) }
        try await threadPool.run {
            for note in erasures where !noted.contains(note.account) { try note.write(to: folder) }
        }
    }

    /// Repeats the erasures that a restored database does not know of; returns their number.
    package static func carryOutAgain(at site: Site) async throws -> Int {
        guard let folder = folder(of: site) else { return 0 }
        let threadPool = site.dependencies.files.threadPool
        let noted = try await threadPool.run { accounts(in: folder).sorted() }
        var count = 0
        for start in stride(from: 0, to: noted.count, by: 500) {
            let some = noted[start..<min(start + 500, noted.count)]
            let left = try await site.db.read { tx in
                try tx.values(
                    "SELECT a.id FROM account a WHERE a.id \(in: some) AND a.state <> 'deleted' ORDER BY a.id",
                    as: ID<Account>.self
                )
            }
            for account in left {
                let note = try await threadPool.run { try Note.read(account, in: folder) }
                count += try await site.db.write { tx in
                    try Erasure.again(account, because: note.cause, at: site, tx) ? 1 : 0
                }
            }
        }
        return count
    }

    private static func folder(of site: Site) -> String? {
        site.dependencies.backupFolder.map { "\($0)/erasures" }
    }

    private static func accounts(in folder: String) -> Set<ID<Account>> {
        Set(Disk.names(in: folder).compactMap { ID<Account>($0) })
    }
}

/// Writes the notes of erasures into the backup folder.
struct NoteErasures: Job {
    static let kind = "backup.note_erasures"
    static let policy = JobPolicy(attempts: 30)

    func run(_ call: JobCall) async throws -> JobOutcome {
        try await ErasureNotes.complete(at: call.site)
        return .done
    }
}

extension Erasure.Cause: SQLValueConvertible {}

extension ErasureNotes.Note: RowDecodable {
    init(_ row: inout Row) throws {
        account = try row.next()
        erasedAt = try row.next()
        cause = try row.next()
    }

    fileprivate static func since(_ time: Instant, _ tx: borrowing Tx) throws -> [Self] {
        try tx.all("SELECT account_id, erased_at, cause FROM erasure WHERE erased_at >= \(time)")
    }

    /// Writes under a temporary name until the note is complete; an earlier note of the account has the same content.
    fileprivate func write(to folder: String) throws {
        let path = "\(folder)/\(account)"
        let draft = "\(path).\(Base64.url.encode(randomBytes(9)))"
        try Disk.makeFolder(folder)
        let file = try Disk.create(draft)
        defer { close(file) }
        try Disk.write(JSON.encode(self), to: file)
        try Disk.sync(file, draft)
        try Disk.move(draft, to: path)
        try Disk.syncFolder(folder)
    }

    fileprivate static func read(_ account: ID<Account>, in folder: String) throws -> Self {
        let path = "\(folder)/\(account)"
        guard let size = Disk.size(path), let file = try Disk.openToRead(path) else {
            throw BackupFailure("\(path) is missing")
        }
        defer { close(file) }
        return try JSON.decode(Self.self, from: Disk.read(file, at: 0, count: size))
    }
}
