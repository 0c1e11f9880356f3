import Glibc
import Kernel

/// Writes forever and prints acknowledged keys, so that a test can kill it and look for losses.
public enum CrashWriter {
    private static let writers: Int64 = 64

    private static let migration = Migration(
        id: "crash/001-acknowledged",
        "CREATE TABLE acknowledged (key {int} PRIMARY KEY, writer {int} NOT NULL) {strict};"
    )

    /// Prints each key after its transaction was acknowledged; returns when the database is gone.
    public static func run(database: Database, base: Int64) async throws {
        try await database.migrate([migration])
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<writers {
                group.addTask { await write(database, writer, from: base * 100_000_000 + writer * 1_000_000) }
            }
        }
    }

    private static func write(_ database: Database, _ writer: Int64, from first: Int64) async {
        for key in first... {
            do {
                try await database.write { tx in
                    try tx.execute("INSERT INTO acknowledged (key, writer) VALUES (\(key), \(writer))")
                }
            } catch {
                return
            }
            say("\(key)\n")
        }
    }

    /// A single system call, so that a line is printed completely or not at all.
    private static func say(_ line: String) {
        let bytes = Array(line.utf8)
        _ = Glibc.write(STDOUT_FILENO, bytes, bytes.count)
    }
}
