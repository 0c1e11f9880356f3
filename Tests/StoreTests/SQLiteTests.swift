import Glibc
import Kernel
import Testing

@testable import Store

@Suite struct `SQLite` {
    @Test func `takes turns with another process over one file`() async throws {
        try await TestEngine.sqlite.withPlace { location, options in
            let one = try Database.open(location, options)
            let other = try Database.open(location, options)
            try await one.migrate([.fixture])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for key in 0..<200 {
                    let database = key % 2 == 0 ? one : other
                    group.addTask {
                        try await database.write { tx in
                            let value = try tx.value("SELECT value FROM counter", as: Int.self) ?? 0
                            try tx.execute("UPDATE counter SET value = \(value + 1)")
                        }
                    }
                }
                try await group.waitForAll()
            }
            let value = try await other.read { tx in try tx.value("SELECT value FROM counter", as: Int.self) }
            #expect(value == 200)
            await one.close()
            await other.close()
        }
    }

    @Test func `turns callers away while another process holds the file too long`() async throws {
        try await TestEngine.sqlite.withPlace { location, options in
            var hasty = options
            hasty.waitDeadline = .milliseconds(100)
            let one = try Database.open(location, options)
            let other = try Database.open(location, hasty)
            try await one.migrate([.fixture])
            let (begun, gate) = (Gate(), Gate())
            async let holding: Void = one.write { _ in
                begun.open()
                gate.pass()
            }
            try await begun.opened()
            let refusal = try await problem { try await other.write { _ in } }
            gate.open()
            try await holding
            #expect(refusal?.code == .overloaded)
            try await other.write { _ in }
            await one.close()
            await other.close()
        }
    }

    @Test func `lets readers go on while someone writes`() async throws {
        try await TestEngine.sqlite.withDatabase { database in
            let (begun, gate) = (Gate(), Gate())
            async let writing: Void = database.write { tx in
                try tx.execute("INSERT INTO entry (id) VALUES (1)")
                begun.open()
                gate.pass()
            }
            try await begun.opened()
            #expect(try await entries(database).isEmpty)
            gate.open()
            try await writing
            #expect(try await entries(database) == [1])
        }
    }

    @Test func `in memory is one database for all its lanes, and leaves nothing behind`() async throws {
        func path(of database: Database) async throws -> String {
            try await database.migrate([.fixture])
            try await database.write { tx in try tx.execute("INSERT INTO entry (id) VALUES (1)") }
            #expect(try await entries(database) == [1])
            await database.close()
            guard case .sqlite(let path) = database.location else { return "" }
            return path
        }
        let path = try await path(of: Database.open(.sqlite(path: ":memory:")))
        #expect(path.hasSuffix(".sqlite"))
        #expect(access(path, F_OK) != 0)
    }

    @Test func `knows where it is told to be`() {
        #expect(Database.Location("postgres://u@h/d") == .postgres("postgres://u@h/d"))
        #expect(Database.Location("host=/tmp dbname=x") == .postgres("host=/tmp dbname=x"))
        #expect(Database.Location("sqlite:data/a.db") == .sqlite(path: "data/a.db"))
        #expect(Database.Location("data/a.db") == .sqlite(path: "data/a.db"))
    }
}
