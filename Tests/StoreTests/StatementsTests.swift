import Kernel
import Testing

@testable import Store

@Suite struct `Statements` {
    @Test func `number the placeholders of nested fragments`() {
        let filter: SQL = "a = \(1) AND b = \("x")"
        let none: SQL? = nil
        let statement: SQL = "SELECT '$.path' FROM t WHERE c = \(true) AND \(filter) \(none)LIMIT \(5)"

        let rendered = statement.rendered(for: .postgres)

        #expect(rendered.text == "SELECT '$.path' FROM t WHERE c = $1 AND a = $2 AND b = $3 LIMIT $4")
        #expect(rendered.values == [.boolean(true), .integer(1), .text("x"), .integer(5)])
    }

    @Test func `branch by dialect, also in fragments`() {
        let lock: SQL = "\(pg: "FOR UPDATE", sqlite: "")"
        let statement: SQL = "SELECT \(1) \(lock)"

        #expect(statement.rendered(for: .postgres).text == "SELECT $1 FOR UPDATE")
        #expect(statement.rendered(for: .sqlite).text == "SELECT $1 ")
    }

    @Test func `join conditions`() {
        #expect(SQL.all([]).rendered(for: .sqlite).text == "TRUE")
        #expect(SQL.any([]).rendered(for: .sqlite).text == "FALSE")
        #expect(SQL.all(["a", "b OR c"]).rendered(for: .sqlite).text == "(a) AND (b OR c)")
        #expect(SQL.list(["\(1)", "\(2)"]).rendered(for: .sqlite).text == "$1, $2")
    }

    @Test(arguments: TestEngine.available)
    func `look for lists of identifiers, texts and numbers`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let people = (0..<5).map { Person("person\($0)@example.org") }
            let strange = "a,\"b\"\\{c}'è"
            try await database.write { tx in
                for person in people { try person.insert(tx) }
                try tx.execute("INSERT INTO entry (id, code) VALUES (1, \(strange)), (2, 'b'), (3, NULL)")
            }
            let found = try await database.read { tx in
                [
                    try tx.value(
                        "SELECT COUNT(*) FROM person WHERE id \(in: people[1...3].map(\.id))",
                        as: Int.self
                    ),
                    try tx.value("SELECT COUNT(*) FROM person WHERE id \(in: [ID<Person>]())", as: Int.self),
                    try tx.value(
                        "SELECT COUNT(*) FROM entry WHERE code \(in: [strange, "zzz"])",
                        as: Int.self
                    ),
                    try tx.value("SELECT COUNT(*) FROM entry WHERE NOT (id \(in: [1, 9]))", as: Int.self),
                    try tx.value(
                        "SELECT COUNT(*) FROM entry WHERE id \(in: Set<Int64>([1, 2, 3]))",
                        as: Int.self
                    ),
                ]
            }
            #expect(found == [3, 0, 1, 2, 3])
        }
    }

    @Test(arguments: TestEngine.available)
    func `take optional filters`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in
                try tx.execute(
                    "INSERT INTO entry (id, code, value) VALUES (1, 'a', 1), (2, 'b', 1), (3, 'c', 2)"
                )
            }
            @Sendable func count(_ code: String?, _ value: Int?) async throws -> Int? {
                try await database.read { tx in
                    let filters: [SQL?] = [code.map { "code = \($0)" }, value.map { "value = \($0)" }]
                    return try tx.value(
                        "SELECT COUNT(*) FROM entry WHERE \(SQL.all(filters.compactMap { $0 }))"
                    )
                }
            }
            #expect(try await count(nil, nil) == 3)
            #expect(try await count(nil, 1) == 2)
            #expect(try await count("a", 2) == 0)
        }
    }

    @Test(arguments: TestEngine.available)
    func `say how many rows they changed`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let changed = try await database.write { tx in
                [
                    try tx.execute("INSERT INTO entry (id) VALUES (1), (2), (3)"),
                    try tx.execute("UPDATE entry SET value = 5 WHERE id > 1"),
                    try tx.execute("DELETE FROM entry WHERE id = 99"),
                ]
            }
            #expect(changed == [3, 2, 0])
        }
    }

    @Test(arguments: TestEngine.available)
    func `refuse politely what is not there or not current`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let missing = try await problem {
                _ = try await database.read { tx in
                    try tx.one("SELECT \(Person.columns) FROM person", as: Person.self)
                }
            }
            let stale = try await problem {
                try await database.write { tx in try tx.changeOne("UPDATE entry SET value = 1 WHERE id = 7") }
            }
            #expect(missing?.code == .notFound)
            #expect(stale?.code == .stale)
        }
    }

    @Test(arguments: TestEngine.available)
    func `outlive the cache and nest in one another`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let total = try await database.write { tx in
                try tx.execute("INSERT INTO entry (id) VALUES (1), (2), (3)")
                var total = 0
                // The same text inside itself, and more texts than the cache holds.
                try tx.forEach("SELECT id FROM entry ORDER BY id") { outer in
                    let first: Int = try outer.next()
                    try tx.forEach("SELECT id FROM entry ORDER BY id") { inner in
                        total += first * (try inner.next(Int.self))
                    }
                }
                for count in 1...300 {
                    let terms = SQL.list((0..<count).map { "\($0)" })
                    total +=
                        try tx.value("SELECT COUNT(*) FROM entry WHERE id IN (\(terms))", as: Int.self) ?? 0
                }
                return total
            }
            #expect(total == 36 + 299 + 298 + 297)
        }
    }
}
