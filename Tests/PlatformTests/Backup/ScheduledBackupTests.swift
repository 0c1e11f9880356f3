import Foundation
import Kernel
import Store
import TestKit
import Testing

@testable import Platform

@Suite struct ScheduledBackupTests {
    @Test func `seven daily and five weekly backups are kept`() async throws {
        let shelf = Cabinet()
        let world = try await aNotebook(backupsIn: shelf.path)

        for _ in 0..<45 {
            world.clock.advance(by: .days(1))
            try await world.tick()
        }

        let status = try await BackupStatus.read(at: world.site)
        #expect(status.isEnabled && status.shelves.map(\.shelf) == [.daily, .weekly])
        #expect(status.shelves.map(\.count) == [7, 5])
        #expect(status.shelves.allSatisfy { !$0.isLate })
        let newest = try #require(status.shelves[0].newestAt)
        #expect(world.clock.now - newest < .days(1))
        #expect(Disk.names(in: "\(shelf.path)/daily").count == 7)
        #expect(try await world.jobs().allSatisfy { $0.kind != MakeBackup.kind || $0.state == .done })
    }

    @Test func `without a folder nothing is scheduled, and nothing is made`() async throws {
        let world = try await aNotebook()

        world.clock.advance(by: .days(8))
        try await world.tick()

        #expect(try await world.jobs().allSatisfy { $0.kind != MakeBackup.kind })
        let status = try await BackupStatus.read(at: world.site)
        #expect(!status.isEnabled && status.shelves.isEmpty)
    }

    @Test func `backups that nothing follows are late, and lose their keys after 35 days`() async throws {
        let shelf = Cabinet()
        let world = try await aNotebook(backupsIn: shelf.path)
        let giulia = try await world.account(of: .giulia).id
        _ = try await SealedPage.write("a secret", of: giulia, at: world.site)
        let store = BackupStore(folder: shelf.path)
        try await world.makeBackup(.weekly)
        let name = try #require(store.backups(on: .weekly).first)
        let keys = "\(store.path(of: name, on: .weekly))/keys"

        world.clock.advance(by: .days(34))
        try await world.makeBackup(.daily)
        #expect(!Disk.names(in: keys).isEmpty)
        world.clock.advance(by: .days(2))
        try await world.makeBackup(.daily)

        #expect(Disk.names(in: keys).isEmpty)
        #expect(store.backups(on: .weekly) == [name])
        let status = try await BackupStatus.read(at: world.site)
        #expect(status.shelves.map(\.isLate) == [false, true])
    }

    @Test func `an unfinished backup does not count, and goes with the next one`() async throws {
        let shelf = Cabinet()
        let world = try await aNotebook(backupsIn: shelf.path)
        let store = BackupStore(folder: shelf.path)
        try await world.makeBackup(.daily)
        let first = try #require(store.backups(on: .daily).first)
        try Disk.remove("\(store.path(of: first, on: .daily))/manifest.json")
        try shelf.write(Array("kept".utf8), to: "daily/notes.txt")

        #expect(store.backups(on: .daily).isEmpty)
        world.clock.advance(by: .minutes(1))
        try await world.makeBackup(.daily)

        #expect(store.backups(on: .daily).count == 1)
        #expect(Set(Disk.names(in: "\(shelf.path)/daily")).contains("notes.txt"))
        #expect(Disk.names(in: "\(shelf.path)/daily").count == 2)
    }

    @Test(arguments: [
        "", "notes", "2026-11-21", "2026-11-21T03-00-00", "2026-11-21T03:00:00Z", "2026-13-21T03-00-00Z",
    ])
    func `a folder of another name is no backup`(name: String) throws {
        #expect(BackupName(name) == nil)
        let known = try #require(Instant("2026-11-21T03:00:00.25Z"))
        #expect(BackupName(known).text == "2026-11-21T03-00-00Z")
        #expect(BackupName("2026-11-21T03-00-00Z") == BackupName(known))
    }
}

extension World {
    fileprivate func makeBackup(_ shelf: BackupShelf) async throws {
        try await db.write { tx in _ = try tx.enqueue(MakeBackup(shelf)) }
        try await runJobs()
    }
}
