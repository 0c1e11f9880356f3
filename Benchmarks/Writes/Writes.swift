import Kernel
import Store

/// Durable one-row transactions a second: `writes DATABASE CLIENTS GROUP-LIMIT SECONDS`.
@main
enum Writes {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 5, let clients = Int(arguments[2]), let limit = Int(arguments[3]),
            let seconds = Int(arguments[4])
        else { return print("usage: writes DATABASE CLIENTS GROUP-LIMIT SECONDS") }
        var options = Database.Options()
        options.groupLimit = limit
        options.lanes = 16
        let database = try Database.open(Database.Location(arguments[1]), options)
        try await database.migrate([
            Migration(
                id: "bench/001",
                "CREATE TABLE entry (id {id} PRIMARY KEY, writer {int} NOT NULL) {strict};"
            )
        ])
        let count = try await run(database, clients, for: .seconds(seconds))
        print(count / seconds)
        await database.close()
    }

    private static func run(_ database: Database, _ clients: Int, for length: Duration) async throws -> Int {
        let end = ContinuousClock.now + length
        return try await withThrowingTaskGroup(of: Int.self) { group in
            for client in 0..<clients {
                group.addTask {
                    var count = 0
                    while ContinuousClock.now < end {
                        try await database.write { tx in
                            let id = tx.newID(of: Writes.self)
                            try tx.execute("INSERT INTO entry (id, writer) VALUES (\(id), \(client))")
                        }
                        count += 1
                    }
                    return count
                }
            }
            return try await group.reduce(0, +)
        }
    }
}
