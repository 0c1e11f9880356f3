import Foundation
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

/// The keys of people in a backup, and the erasures that a restore repeats.
@Suite struct RestoredPeopleTests {
    @Test func `a backup has the keys of people in a part of their own, and nowhere else`() async throws {
        let (world, place, target) = (try await aNotebook(), Cabinet(), try EmptyDatabase())
        let giulia = try await world.account(of: .giulia).id
        _ = try await SealedPage.write("marked words", of: giulia, at: world.site)
        let wrapped = try #require(try await world.db.read { tx in try WrappedKey.find(giulia, tx) }).wrapped

        let manifest = try await world.backup.make(in: place.path, at: world.clock.now)

        let keys = manifest.database.tables.filter { $0.file.hasPrefix("keys/") }
        #expect(keys.map(\.name) == ["person_key"] && keys.map(\.rows) == [1])
        let hex = Array(wrapped.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined().utf8)
        for file in manifest.database.files {
            let bytes = try Data(contentsOf: URL(fileURLWithPath: "\(place.path)/\(file)"))
            let isThere = [wrapped, hex].contains { bytes.range(of: Data($0)) != nil }
            #expect(isThere == file.hasPrefix("keys/"), "\(file)")
            #expect(bytes.range(of: Data("marked".utf8)) == nil, "\(file)")
        }
        _ = try await world.restoring(into: target).restore(from: place.path)
        let restored = try await World.site(world.product, target.db, world.clock)
        #expect(try await SealedPage.all(of: giulia, at: restored) == ["marked words"])
        await target.db.close()
    }

    @Test func `without the keys a backup is restored only when that is asked for`() async throws {
        let (world, place, target) = (try await aNotebook(), Cabinet(), try EmptyDatabase())
        let giulia = try await world.account(of: .giulia).id
        _ = try await SealedPage.write("a secret", of: giulia, at: world.site)
        _ = try await world.backup.make(in: place.path, at: world.clock.now)
        try Disk.removeFolder("\(place.path)/keys")
        let restoring = world.restoring(into: target)

        let refusal = await #expect(throws: BackupFailure.self) {
            _ = try await restoring.restore(from: place.path)
        }
        #expect(refusal?.description.contains("--without-keys") == true)
        _ = try await restoring.restore(from: place.path, withoutKeys: true)

        let restored = try await World.site(world.product, target.db, world.clock)
        await #expect(throws: SealedValueUnreadable.self) {
            _ = try await SealedPage.all(of: giulia, at: restored)
        }
        await target.db.close()
    }

    @Test func `people erased after a backup are erased again before anyone is served`() async throws {
        let (shelf, place, target) = (Cabinet(), Cabinet(), try EmptyDatabase())
        let world = try await aNotebook(backupsIn: shelf.path)
        let (giulia, luca) = (
            try await world.account(of: .giulia).id, try await world.account(of: .luca).id
        )
        for account in [giulia, luca] {
            _ = try await SealedPage.write("a secret", of: account, at: world.site)
        }
        _ = try await world.backup.make(in: place.path, at: world.clock.now)
        let gone = try await world.as(.giulia).delete("/api/users/me/account", leaving)
        #expect(gone.status == 204, "\(gone)")
        try await world.runJobs()

        _ = try await world.restoring(into: target).restore(from: place.path)
        let restored = try await World.site(world.product, target.db, world.clock, world.site.dependencies)
        #expect(try await SealedPage.all(of: giulia, at: restored) == ["a secret"])
        let counts = [
            try await ErasureNotes.carryOutAgain(at: restored),
            try await ErasureNotes.carryOutAgain(at: restored),
        ]

        #expect(counts == [1, 0])
        #expect(try await SealedPage.all(of: giulia, at: restored) == [])
        #expect(try await SealedPage.all(of: luca, at: restored) == ["a secret"])
        let (account, keys) = try await target.db.read { tx in
            (try Account.find(giulia, tx), try PersonKey.counts(tx).map(\.count))
        }
        #expect(account.state == .deleted && keys == [1])
        #expect(try await ErasureNotes.carryOutAgain(at: world.site) == 0)
        #expect(try await AuditChain.verify(restored).intact)
        await target.db.close()
    }

    @Test func `a hold that was lifted later, and the rule of the last steward, stop no repetition`()
        async throws
    {
        let (shelf, place, target) = (Cabinet(), Cabinet(), try EmptyDatabase())
        let world = try await aNotebook(backupsIn: shelf.path)
        let (giulia, sara) = (
            try await world.account(of: .giulia).id, try await world.account(of: .sara).id
        )
        let hold = try await world.as(.sara).post(
            "/api/admin/users/\(giulia)/legal-holds",
            ["reason": "a lawsuit"]
        )
        _ = try await world.backup.make(in: place.path, at: world.clock.now)
        _ = try await world.as(.sara).post("/api/admin/legal-holds/\(hold["id"]?.stringValue ?? "")/lift")
        try await world.db.write { [site = world.site] tx in
            _ = try Account.insert(
                email: EmailAddress(unchecked: "next@example.com"),
                phone: PhoneBook(nil, isTrusted: false, at: site, tx),
                password: nil,
                role: .steward,
                locale: .italian,
                tx
            )
        }
        for person in [Person.giulia, .sara] {
            let gone = try await world.as(person).delete("/api/users/me/account", leaving)
            #expect(gone.status == 204, "\(gone)")
        }
        try await world.runJobs()

        _ = try await world.restoring(into: target).restore(from: place.path)
        let restored = try await World.site(world.product, target.db, world.clock, world.site.dependencies)
        #expect(try await ErasureNotes.carryOutAgain(at: restored) == 2)

        for account in [giulia, sara] {
            let left = try await target.db.read { tx in try Account.find(account, tx) }
            #expect(left.state == .deleted)
        }
        await target.db.close()
    }

    @Test func `an erasure that could not be noted is noted with the next backup`() async throws {
        let shelf = Cabinet()
        let world = try await aNotebook(backupsIn: shelf.path)
        let giulia = try await world.account(of: .giulia).id
        _ = try await world.as(.giulia).delete("/api/users/me/account", leaving)
        try await world.db.write { tx in
            try tx.execute("DELETE FROM job WHERE kind = \(NoteErasures.kind)")
        }
        #expect(Disk.names(in: "\(shelf.path)/erasures").isEmpty)

        world.clock.advance(by: .days(1))
        try await world.tick()

        #expect(Disk.names(in: "\(shelf.path)/erasures") == ["\(giulia)"])
        let note = try Data(contentsOf: URL(fileURLWithPath: "\(shelf.path)/erasures/\(giulia)"))
        #expect(try JSONValue(parsing: Array(note))["cause"] == "own_wish")
        #expect(note.range(of: Data("giulia".utf8)) == nil)
    }
}

extension World {
    fileprivate var backup: Backup { Backup(of: product, in: db, files: site.dependencies.files) }

    fileprivate func restoring(into target: EmptyDatabase) -> Backup {
        Backup(of: product, in: target.db, files: FileStorageSettings(folder: Cabinet().path))
    }
}
