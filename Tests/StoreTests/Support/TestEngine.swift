import Glibc
import Kernel
import Synchronization
import Testing

@testable import Store

/// The engines the suite runs on: SQLite always, PostgreSQL where `PORTICO_TEST_POSTGRES` says there is one.
enum TestEngine: String, CustomTestStringConvertible {
    case sqlite, postgres

    static let available: [TestEngine] = url == nil ? [.sqlite] : [.sqlite, .postgres]
    static let postgresOnly: [TestEngine] = url == nil ? [] : [.postgres]
    static let url: String? = getenv("PORTICO_TEST_POSTGRES").map { String(cString: $0) }

    var testDescription: String { rawValue }

    /// A place of its own, fresh; gone afterwards.
    func withPlace(_ body: (Database.Location, Database.Options) async throws -> Void) async throws {
        let name = "t_" + String(UInt64.random(in: 0 ... .max), radix: 36)
        var options = Database.Options()
        options.lanes = 4
        options.readers = 2
        switch self {
        case .sqlite:
            let path = "/tmp/portico-\(name).sqlite"
            defer { for suffix in ["", "-wal", "-shm"] { unlink(path + suffix) } }
            try await body(.sqlite(path: path), options)
        case .postgres:
            let url = try #require(Self.url)
            options.schema = name
            let connection = try PGConnection(options.postgres(url))
            try connection.heal()
            defer {
                do {
                    try connection.script("DROP SCHEMA IF EXISTS \(name) CASCADE")
                } catch {
                    Issue.record(error)
                }
            }
            try await body(.postgres(url), options)
        }
    }

    /// Waits until PostgreSQL runs a statement with this in its text.
    static func sees(_ text: String) async throws {
        var options = Database.Options()
        (options.lanes, options.readers) = (1, 1)
        let watcher = try Database.open(.postgres(try #require(url)), options)
        let pattern = "%\(text)%"
        while try await !watcher.read({ tx in
            try tx.exists(
                """
                SELECT 1 FROM pg_stat_activity
                 WHERE state = 'active' AND pid <> pg_backend_pid() AND query LIKE \(pattern)
                """
            )
        }) {
            try await Task.sleep(for: .milliseconds(5))
        }
        await watcher.close()
    }

    /// A migrated database of its own.
    func withDatabase(
        _ configure: (inout Database.Options) -> Void = { _ in },
        _ body: (Database) async throws -> Void
    ) async throws {
        try await withPlace { location, options in
            var options = options
            configure(&options)
            let database = try Database.open(location, options)
            try await database.migrate([.fixture])
            try await body(database)
            await database.close()
        }
    }
}

extension Migration {
    static let fixture = Migration(
        id: "test/001-tables",
        """
        CREATE TABLE person (
            id {id} PRIMARY KEY,
            email {text} NOT NULL,
            born {date},
            created_at {instant} NOT NULL,
            deleted_at {instant},
            is_vip {bool} NOT NULL DEFAULT FALSE,
            credit {int} NOT NULL DEFAULT 0 CONSTRAINT person_credit_positive CHECK (credit >= 0),
            score {real},
            notes {json},
            photo {bytes}
        ) {strict};
        CREATE UNIQUE INDEX person_email ON person (lower(email)) WHERE deleted_at IS NULL;
        CREATE TABLE entry (id {int} PRIMARY KEY, code {text} UNIQUE, value {int} NOT NULL DEFAULT 0) {strict};
        CREATE TABLE child (
            id {int} PRIMARY KEY,
            entry {int} NOT NULL REFERENCES entry (id) DEFERRABLE INITIALLY DEFERRED,
            strictly {int} REFERENCES entry (id)
        ) {strict};
        CREATE TABLE booking (
            id {int} PRIMARY KEY, room {int} NOT NULL, starts {instant} NOT NULL, ends {instant} NOT NULL
        ) {strict};
        --pg
        CREATE EXTENSION IF NOT EXISTS btree_gist SCHEMA public;
        ALTER TABLE booking ADD CONSTRAINT booking_no_overlap
            EXCLUDE USING gist (room WITH =, tstzrange(starts, ends) WITH &&);
        --sqlite
        CREATE TRIGGER booking_no_overlap BEFORE INSERT ON booking BEGIN
            SELECT RAISE(ABORT, 'exclusion:booking_no_overlap') WHERE EXISTS (
                SELECT 1 FROM booking WHERE room = NEW.room AND ends > NEW.starts AND starts < NEW.ends
            );
        END;
        --all
        CREATE TABLE counter (id {int} PRIMARY KEY, value {int} NOT NULL) {strict};
        INSERT INTO counter (id, value) VALUES (1, 0);
        """
    )
}

/// Lets a lane and a test wait for each other.
final class Gate: @unchecked Sendable {
    // Guarded by the monitor.
    private let monitor = Monitor()
    private var isOpen = false

    func open() {
        monitor.locked {
            isOpen = true
            monitor.broadcast()
        }
    }

    /// Blocks: for closures on a lane.
    func pass() {
        monitor.locked { while !isOpen { monitor.wait() } }
    }

    /// Waits without blocking: for tests.
    func opened() async throws {
        while !monitor.locked({ isOpen }) { try await Task.sleep(for: .milliseconds(2)) }
    }
}

func entries(_ database: Database) async throws -> [Int] {
    try await database.read { tx in try tx.values("SELECT id FROM entry ORDER BY id") }
}

/// The error of the kind we look for, whatever else a closure throws.
func databaseError<R>(_ body: () async throws -> R) async throws -> DatabaseError? {
    do {
        _ = try await body()
        return nil
    } catch let error as DatabaseError {
        return error
    }
}

func problem<R>(_ body: () async throws -> R) async throws -> Problem? {
    do {
        _ = try await body()
        return nil
    } catch let problem as Problem {
        return problem
    }
}

/// Counts attempts, from any thread.
final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    @discardableResult
    func increment() -> Int {
        count.add(1, ordering: .relaxed).newValue
    }
}
