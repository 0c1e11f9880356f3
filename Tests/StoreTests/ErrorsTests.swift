import Kernel
import Testing

@testable import Store

@Suite struct `Errors` {
    private static let hour: Int64 = 3_600

    private func kind(
        _ database: Database,
        _ body: @escaping @Sendable (borrowing Tx) throws -> Void
    ) async throws -> DatabaseError.Kind? {
        try await databaseError { try await database.write(body) }?.kind
    }

    @Test(arguments: TestEngine.available)
    func `name the constraint that was broken`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let person = Person("ada@example.org")
            var other = person
            other.email = "twin@example.org"
            let twin = other
            try await database.write { tx in
                try person.insert(tx)
                try tx.execute("INSERT INTO entry (id, code) VALUES (1, 'a')")
            }
            #expect(
                try await kind(database) { try Person("ADA@example.org").insert($0) }
                    == .unique("person_email")
            )
            #expect(try await kind(database) { try twin.insert($0) } == .unique("person_pkey"))
            #expect(
                try await kind(database) { try $0.execute("INSERT INTO entry (id, code) VALUES (2, 'a')") }
                    == .unique("entry_code_key")
            )
            #expect(
                try await kind(database) { try $0.execute("INSERT INTO entry (id) VALUES (1)") }
                    == .unique("entry_pkey")
            )
            #expect(
                try await kind(database) { try $0.execute("UPDATE person SET credit = -1") }
                    == .check("person_credit_positive")
            )
            #expect(
                try await kind(database) { try $0.execute("UPDATE person SET email = \(String?.none)") }
                    == .notNull("person.email")
            )
            #expect(try await kind(database) { try $0.execute("SELEKT 1") } == .other)
        }
    }

    @Test(arguments: TestEngine.available)
    func `tell a foreign key at once, or at the end when it is deferred`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in try tx.execute("INSERT INTO entry (id) VALUES (1)") }
            let atOnce = try await databaseError {
                try await database.write { tx in
                    try tx.execute("INSERT INTO child (id, entry, strictly) VALUES (1, 1, 99)")
                }
            }
            let reachedEnd = Gate()
            let deferred = try await databaseError {
                try await database.write { tx in
                    try tx.execute("INSERT INTO child (id, entry) VALUES (1, 99)")
                    reachedEnd.open()
                }
            }
            try await reachedEnd.opened()
            #expect(atOnce?.isForeignKey == true)
            #expect(deferred?.isForeignKey == true)
            try await database.write { tx in
                try tx.execute("INSERT INTO child (id, entry) VALUES (1, 99)")
                try tx.execute("INSERT INTO entry (id) VALUES (99)")
            }
            #expect(try await entries(database) == [1, 99])
        }
    }

    @Test(arguments: TestEngine.available)
    func `keep bookings apart`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            @Sendable func book(
                _ id: Int,
                room: Int,
                _ hours: Range<Int64>
            ) async throws -> DatabaseError.Kind? {
                try await kind(database) { tx in
                    let starts = Instant(seconds: hours.lowerBound * Self.hour)
                    let ends = Instant(seconds: hours.upperBound * Self.hour)
                    try tx.execute(
                        "INSERT INTO booking (id, room, starts, ends) VALUES (\(id), \(room), \(starts), \(ends))"
                    )
                }
            }
            let fitting = [
                try await book(1, room: 1, 10..<11), try await book(2, room: 1, 11..<12),
                try await book(3, room: 2, 10..<12),
            ]
            let overlapping = try await book(4, room: 1, 9..<13)
            #expect(fitting == [nil, nil, nil])
            #expect(overlapping == .exclusion("booking_no_overlap"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `poison the transaction, even when they are swallowed`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let later = Gate()
            let swallowed = try await databaseError {
                try await database.write { tx in
                    try tx.execute("INSERT INTO entry (id) VALUES (1)")
                    do { try tx.execute("INSERT INTO entry (id) VALUES (1)") } catch {}
                    do {
                        try tx.execute("INSERT INTO entry (id) VALUES (2)")
                    } catch let error as DatabaseError where error.kind == .aborted {
                        later.open()
                    }
                }
            }
            try await later.opened()
            #expect(swallowed?.isUnique("entry_pkey") == true)
            #expect(try await entries(database).isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `of our own roll back and leave the lane as it was`(engine: TestEngine) async throws {
        struct Oops: Error {}
        try await engine.withDatabase { database in
            await #expect(throws: Oops.self) {
                try await database.write { tx in
                    try tx.execute("INSERT INTO entry (id) VALUES (1)")
                    throw Oops()
                }
            }
            try await database.write { tx in try tx.execute("INSERT INTO entry (id) VALUES (2)") }
            #expect(try await entries(database) == [2])
        }
    }

    @Test(arguments: TestEngine.available)
    func `refuse to write while reading`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let error = try await databaseError {
                try await database.read { tx in _ = try tx.execute("INSERT INTO entry (id) VALUES (1)") }
            }
            #expect(error?.kind == .readOnly)
        }
    }
}
