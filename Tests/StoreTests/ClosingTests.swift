import Glibc
import Testing

@testable import Store

@Suite struct ClosingTests {
    /// A copy made right after it must be complete.
    @Test(.timeLimit(.minutes(3)))
    func `a closed SQLite database is one file`() async throws {
        let rounds = getenv("PORTICO_TEST_ROUNDS").flatMap { Int(String(cString: $0)) } ?? 12
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { for _ in 0..<rounds { try await Self.openUseClose() } }
            }
            try await group.waitForAll()
        }
    }

    private static func openUseClose() async throws {
        try await TestEngine.sqlite.withPlace { location, options in
            guard case .sqlite(let path) = location else { return }
            let database = try Database.open(location, options)
            try await database.migrate([.fixture])
            try await withThrowingTaskGroup(of: Void.self) { group in
                for number in 0..<20 {
                    group.addTask {
                        try await database.write { tx in
                            _ = try tx.execute("INSERT INTO entry (id) VALUES (\(number))")
                        }
                        _ = try await database.read { tx in
                            try tx.value("SELECT COUNT(*) FROM entry", as: Int.self)
                        }
                    }
                }
                try await group.waitForAll()
            }
            await database.close()
            #expect(access(path, F_OK) == 0)
            #expect(access(path + "-wal", F_OK) != 0)
            #expect(access(path + "-shm", F_OK) != 0)
        }
    }
}
