import Glibc
import Kernel
import Synchronization
import Testing

@testable import Store

@Suite struct `The log of SQLite` {
    @Test func `is on the disk before anyone is told`() throws {
        let (asked, granted) = (Gate(), Gate())
        let events = Mutex<[String]>([])
        let syncer = try SQLiteSyncer {
            asked.open()
            granted.pass()
            events.withLock { $0.append("synced") }
        }
        syncer.later { _ in events.withLock { $0.append("told") } }
        asked.pass()
        #expect(events.withLock { $0 } == [])
        granted.open()
        syncer.close()
        #expect(events.withLock { $0 } == ["synced", "told"])
    }

    @Test func `is brought there once for all who wait`() throws {
        let (asked, granted) = (Gate(), Gate())
        let counts = Mutex((syncs: 0, told: 0))
        let syncer = try SQLiteSyncer {
            counts.withLock { $0.syncs += 1 }
            asked.open()
            granted.pass()
        }
        syncer.later { _ in counts.withLock { $0.told += 1 } }
        asked.pass()
        for _ in 1...3 { syncer.later { _ in counts.withLock { $0.told += 1 } } }
        granted.open()
        syncer.close()
        #expect(counts.withLock { $0.syncs } == 2)
        #expect(counts.withLock { $0.told } == 4)
    }

    @Test func `that cannot be synced ends all writing`() async throws {
        let scratch = ScratchFile()
        let options = Database.Options()
        let queue = LaneQueue<SQLiteConnection>(limit: 10, waitDeadline: .seconds(5)) {}
        let isBroken = Atomic(false)
        let syncs = Atomic(0)
        let writer = try SQLiteWriter(
            try options.sqlite(scratch.path, isReadOnly: false),
            queue: queue,
            channels: Channels(),
            syncer: try SQLiteSyncer {
                syncs.add(1, ordering: .relaxed)
                guard !isBroken.load(ordering: .relaxed) else {
                    throw DatabaseError(.commitUnknown, "no disk")
                }
            },
            checkpointer: try SQLiteCheckpointer(options.sqlite(scratch.path, isReadOnly: false)),
            batchLimit: 8
        )
        func write(_ sql: SQL) async throws {
            try await queue.perform { connection in _ = try connection.run(sql) { _ in } }
        }
        try await write("CREATE TABLE note (id INTEGER PRIMARY KEY)")
        try await write("INSERT INTO note (id) VALUES (1)")
        try await write("DELETE FROM note WHERE id = 7")
        #expect(syncs.load(ordering: .relaxed) == 1, "only what changes a row waits for the disk")
        isBroken.store(true, ordering: .relaxed)
        for id in 2...3 {
            await #expect(throws: DatabaseError.self) {
                try await write("INSERT INTO note (id) VALUES (\(id))")
            }
        }
        #expect(syncs.load(ordering: .relaxed) == 2, "the second was not even tried")
        queue.close()
        writer.join()
    }

    @Test func `is a file that is there once something was written`() async throws {
        let scratch = ScratchFile()
        #expect(throws: DatabaseError.self) { try SQLiteLog(of: scratch.path).sync() }
        let connection = try Database.Options().sqlite(scratch.path, isReadOnly: false)
        try connection.script("CREATE TABLE note (id INTEGER PRIMARY KEY)")
        try SQLiteLog(of: scratch.path).sync()
        connection.disconnect()
    }

    @Test func `is begun anew while it is written`() async throws {
        try await filling { database, log in
            for _ in 0..<40 { try await fill(database) }
            #expect(log() < 80 << 20, "\(log()) of 160 MB")
        }
    }

    @Test func `grows as long as a reader needs it, and no longer`() async throws {
        try await filling { database, log in
            let (isReading, isOver) = (Gate(), Gate())
            async let old = database.read { tx in
                let before = try tx.value("SELECT COUNT(*) FROM note", as: Int.self)
                isReading.open()
                isOver.pass()
                return (before, try tx.value("SELECT COUNT(*) FROM note", as: Int.self))
            }
            try await isReading.opened()
            for _ in 0..<30 { try await fill(database) }
            let grown = log()
            isOver.open()
            let seen = try await old
            for _ in 0..<30 { try await fill(database) }

            #expect(seen == (0, 0), "the rows of its beginning")
            #expect(grown > 100 << 20)
            #expect(log() < grown + (60 << 20), "\(log()) of 240 MB, \(grown) before")
            let rows = try await database.read { tx in try tx.value("SELECT COUNT(*) FROM note", as: Int.self)
            }
            #expect(rows == 60 * 8)
        }
    }

    /// A database with an empty table, and the size of its log.
    private func filling(_ body: (Database, () -> Int) async throws -> Void) async throws {
        try await TestEngine.sqlite.withPlace { location, options in
            guard case .sqlite(let path) = location else { return }
            let database = try Database.open(location, options)
            try await database.write { tx in
                try tx.execute("CREATE TABLE note (id INTEGER PRIMARY KEY, body BLOB NOT NULL)")
            }
            try await body(database) {
                var status = stat()
                return stat(path + "-wal", &status) == 0 ? Int(status.st_size) : 0
            }
            await database.close()
            #expect(access(path + "-wal", F_OK) != 0, "closed, it is one file")
        }
    }

    /// Four megabytes in eight commits.
    private func fill(_ database: Database) async throws {
        for _ in 0..<8 {
            try await database.write { tx in
                try tx.execute("INSERT INTO note (body) VALUES (randomblob(500000))")
            }
        }
    }
}
