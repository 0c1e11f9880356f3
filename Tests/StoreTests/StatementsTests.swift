import Kernel
import Testing

@testable import Store

@Suite struct `Statements` {
    @Test func `number the placeholders of nested fragments`() {
        let filter: SQL = "a = \(1) AND b = \("x")"
        let none: SQL? = nil
        let statement: SQL = "SELECT '$.path' FROM t WHERE c = \(true) AND \(filter) \(none)LIMIT \(5)"

        #expect(
            statement.text(for: .postgres)
                == "SELECT '$.path' FROM t WHERE c = $1 AND a = $2 AND b = $3 LIMIT $4"
        )
        #expect(statement.values == [.boolean(true), .integer(1), .text("x"), .integer(5)])
    }

    @Test func `branch by dialect, also in fragments`() {
        let lock: SQL = "\(pg: "FOR UPDATE", sqlite: "")"
        let statement: SQL = "SELECT \(1) \(lock)"

        #expect(statement.text(for: .postgres) == "SELECT $1 FOR UPDATE")
        #expect(statement.text(for: .sqlite) == "SELECT $1 ")
    }

    @Test func `are the same when they are put together from the same literals`() {
        func statement(_ filter: SQL, _ limit: Int) -> SQL { "SELECT 1 WHERE \(filter) LIMIT \(limit)" }
        func byName(_ name: String) -> SQL { "name = \(name)" }
        let byNumber: SQL = "number = \(7)"

        let first = SQLShape(statement(byName("a"), 1))
        #expect(first == SQLShape(statement(byName("b"), 2)))
        #expect(first == SQLShape(statement(byName("c"), 3)).withoutValues)
        #expect(first != SQLShape(statement(byNumber, 1)))
        #expect(first != SQLShape(statement("name IS NULL", 1)))
        #expect(SQLShape("\(literal: 1)") != SQLShape("\(literal: 2)"))
    }

    @Test(arguments: TestEngine.available)
    func `run within themselves`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in
                try tx.execute("INSERT INTO entry (id, code) VALUES (1, 'a'), (2, 'b'), (3, 'c')")
                #expect(try codes(above: 0, tx) == ["abcc", "bc", "c"])
            }
        }
    }

    @Test func `join conditions`() {
        #expect(SQL.all([]).text(for: .sqlite) == "TRUE")
        #expect(SQL.any([]).text(for: .sqlite) == "FALSE")
        #expect(SQL.all(["a", "b OR c"]).text(for: .sqlite) == "(a) AND (b OR c)")
        #expect(SQL.list(["\(1)", "\(2)"]).text(for: .sqlite) == "$1, $2")
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

/// The codes above a number, each with those above its own.
private func codes(above number: Int, _ tx: borrowing Tx) throws -> [String] {
    var codes: [String] = []
    try tx.forEach("SELECT id, code FROM entry WHERE id > \(number) ORDER BY id") { row in
        let id = try row.next(Int.self)
        codes.append(try row.next(String.self) + (try StoreTests.codes(above: id, tx)).joined())
    }
    return codes
}
