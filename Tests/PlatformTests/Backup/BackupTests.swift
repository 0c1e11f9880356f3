import Foundation
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

extension World {
    fileprivate var backup: Backup { Backup(of: product, in: db, files: site.dependencies.files) }

    /// A file as it would be kept, with its bytes in the storage.
    @discardableResult
    fileprivate func file(of text: String, owner: ID<Account>) async throws -> ID<StoredFile> {
        let spooled = try await site.dependencies.files.spool.write { try await $0.append(Array(text.utf8)) }
        let id: ID<StoredFile> = try await db.write { tx in
            let id = tx.newID(of: StoredFile.self)
            try tx.execute(
                """
                INSERT INTO stored_file (id, owner_id, name, media_type, size, sha256, state, is_incoming, created_at)
                VALUES (\(id), \(owner), 'a.pdf', \("application/pdf"), \(spooled.size), \(spooled.sha256), 'clean',
                        \(false), \(tx.now))
                """
            )
            return id
        }
        try await site.dependencies.files.storage.put(spooled, at: ObjectKey(id), .pdf)
        return id
    }
}

/// Writes pairs that must not be separated: an audit entry and a consent, or neither.
private func writePairs(_ world: World, _ account: ID<Account>, until done: Flag) async throws -> Int {
    var count = 0
    while !done.isSet {
        try await world.db.write { tx in
            try Consent.record(
                [
                    ConsentGiven(
                        purpose: .marketing,
                        policyVersion: Line(parsing: "v\(tx.newID(of: Consent.self))"),
                        granted: true
                    )
                ],
                of: account,
                from: "test",
                by: .system,
                tx
            )
        }
        count += 1
    }
    return count
}

private final class Flag: @unchecked Sendable {
    private let lock = NSLock()
    private var value = false
    var isSet: Bool { lock.withLock { value } }
    func set() { lock.withLock { value = true } }
}

private func count(_ table: SQL, _ db: Database) async throws -> Int {
    try await db.read { tx in try tx.value("SELECT COUNT(*) FROM \(table)", as: Int.self) ?? 0 }
}

@Suite struct BackupTests {
    @Test func `a backup made under fire is one moment, and comes back whole`() async throws {
        let (world, place, target) = (try await aClub(), Cabinet(), try EmptyDatabase())
        let giulia = try await world.account(of: .giulia).id
        let file = try await world.file(of: "the papers", owner: giulia)
        let done = Flag()
        async let first = writePairs(world, giulia, until: done)
        async let second = writePairs(world, world.account(of: .luca).id, until: done)
        while try await count("policy_consent", world.db) < 50 { try await Task.sleep(for: .milliseconds(5)) }

        let manifest = try await world.backup.make(in: place.path, at: world.clock.now)
        let atThatTime = try await count("policy_consent", world.db)
        while try await count("policy_consent", world.db) < atThatTime + 20 {
            try await Task.sleep(for: .milliseconds(5))
        }
        done.set()
        let written = try await first + second
        let shelf = Cabinet()
        let files = FileStorageSettings(folder: shelf.path)
        _ = try await Backup(of: world.product, in: target.db, files: files).restore(from: place.path)

        let consents = try await count("policy_consent", target.db)
        #expect(consents >= 50 && consents < written, "\(consents) of \(written)")
        #expect(try await count("audit_entry WHERE action = 'consent.record'", target.db) == consents)
        for table in manifest.database.tables where table.name == "account" { #expect(table.rows == 3) }
        let restored = try await World.site(world.product, target.db, world.clock)
        #expect(try await AuditChain.verify(restored).intact)
        let bytes = try await files.storage.read(ObjectKey(file), 0..<10)
        #expect(String(decoding: bytes, as: UTF8.self) == "the papers")
        await target.db.close()
    }

    @Test func `people log in to what was restored`() async throws {
        let (world, place, target) = (try await aClub(), Cabinet(), try EmptyDatabase())
        _ = try await world.backup.make(in: place.path, at: world.clock.now)
        _ = try await Backup(
            of: world.product,
            in: target.db,
            files: FileStorageSettings(folder: Cabinet().path)
        )
        .restore(from: place.path)

        let account = try await target.db.read { tx in
            try Account.find(email: EmailAddress(parsing: Person.giulia.email), tx)
        }

        #expect(account?.role == .member)
        let original = try await world.account(of: .giulia)
        #expect(account?.createdAt == original.createdAt)
        #expect(account?.password == original.password)
        await target.db.close()
    }

    @Test func `nothing is overwritten`() async throws {
        let (world, place) = (try await aClub(), Cabinet())
        _ = try await world.backup.make(in: place.path, at: world.clock.now)

        await #expect(throws: BackupFailure.self) {
            _ = try await world.backup.make(in: place.path, at: world.clock.now)
        }
        await #expect(throws: DatabaseError.self) { _ = try await world.backup.restore(from: place.path) }
        #expect(try await count("account", world.db) == 3)
    }

    @Test func `a damaged, unfinished or foreign backup is refused`() async throws {
        let (world, place, target) = (try await aClub(), Cabinet(), try EmptyDatabase())
        let manifest = try await world.backup.make(in: place.path, at: world.clock.now)
        let part = try #require(manifest.parts.first { $0.size > 100 })
        let path = "\(place.path)/\(part.path)"
        let whole = try Data(contentsOf: URL(fileURLWithPath: path))
        let restoring = Backup(
            of: world.product,
            in: target.db,
            files: FileStorageSettings(folder: Cabinet().path)
        )

        var damaged = whole
        damaged[60] ^= 1
        try damaged.write(to: URL(fileURLWithPath: path))
        await #expect(throws: BackupFailure.self) { _ = try await restoring.restore(from: place.path) }
        try whole.write(to: URL(fileURLWithPath: path))

        let foreign = Backup(
            of: club(named: "other"),
            in: target.db,
            files: FileStorageSettings(folder: Cabinet().path)
        )
        await #expect(throws: BackupFailure.self) { _ = try await foreign.restore(from: place.path) }

        try FileManager.default.moveItem(
            atPath: "\(place.path)/manifest.json",
            toPath: "\(place.path)/manifest.json.new"
        )
        await #expect(throws: BackupFailure.self) { _ = try await restoring.restore(from: place.path) }
        try FileManager.default.moveItem(
            atPath: "\(place.path)/manifest.json.new",
            toPath: "\(place.path)/manifest.json"
        )
        _ = try await restoring.restore(from: place.path)
        #expect(try await count("account", target.db) == 3, "a refused restore leaves nothing behind")
        await target.db.close()
    }

    @Test func `a backup of another version is refused`() async throws {
        let (world, place, target) = (try await aClub(), Cabinet(), try EmptyDatabase())
        _ = try await world.backup.make(in: place.path, at: world.clock.now)
        let older = Array(world.product.migrations.dropLast())
        let manifest = try JSON.decode(
            BackupManifest.self,
            from: Array(Data(contentsOf: URL(fileURLWithPath: "\(place.path)/manifest.json")))
        )

        await #expect(throws: DatabaseError.self) {
            try await target.db.restore(manifest.database, from: place.path, older)
        }
        await target.db.close()
    }

    @Test func `nothing of someone erased is in a copy of the database`() async throws {
        let (world, place) = (try await aClub(), Cabinet())
        _ = try await world.as(.giulia).get(
            "/api/users/me/permissions",
            headers: ["User-Agent": "giulia's own phone"]
        )
        _ = try await world.as(.giulia).delete("/api/users/me/account", leaving)

        let manifest = try await world.backup.make(in: place.path, at: world.clock.now)

        for file in manifest.database.files {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(place.path)/\(file)"))
            #expect(bytes.range(of: Data("giulia".utf8)) == nil, "\(file)")
        }
    }
}
