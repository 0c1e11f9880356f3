import Kernel
import Testing

@testable import Store

private struct Entry: Record, Equatable {
    let id: Int
    let code: String?
    let value: Int

    static let columns: SQL = "id, code, value"

    init(_ row: inout Row) throws {
        id = try row.next()
        code = try row.next()
        value = try row.next()
    }
}

@Suite struct `Pages` {
    private func insertPeople(_ range: Range<Int>, _ database: Database) async throws {
        try await database.write { tx in
            for number in range {
                // Two of them share each moment, so that the identity decides.
                try Person("person\(number)@example.org", at: Instant(seconds: Int64(1_000 + number / 2)))
                    .insert(tx)
            }
        }
    }

    private func people(_ request: PageRequest, _ database: Database) async throws -> Page<Person> {
        try await database.read { tx in
            try tx.page(request, "SELECT \(Person.columns) FROM person", order: Person.order)
        }
    }

    private func entries(
        by order: SortOrder<Entry>,
        limit: Int,
        _ database: Database
    ) async throws -> [Int] {
        var ids: [Int] = []
        var request = PageRequest(limit: limit)
        while true {
            let asked = request
            let page = try await database.read { tx in
                try tx.page(asked, "SELECT \(Entry.columns) FROM entry WHERE value < \(100)", order: order)
            }
            ids += page.data.map(\.id)
            guard let next = page.next else { return ids }
            request.position = .after(next)
        }
    }

    @Test(arguments: TestEngine.available)
    func `follow on each other while rows are inserted`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await insertPeople(0..<25, database)
            var seen: [Person] = []
            var request = PageRequest(limit: 4)
            var round = 0
            while true {
                let page = try await people(request, database)
                #expect(page.total == nil)
                seen += page.data
                guard let next = page.next else { break }
                request.position = .after(next)
                // Newer than all that was seen: they belong before the first page.
                try await insertPeople((100 + round * 2)..<(102 + round * 2), database)
                round += 1
            }
            #expect(seen.count == 25)
            #expect(Set(seen.map(\.id)).count == 25)
            #expect(seen.map(\.createdAt) == seen.map(\.createdAt).sorted(by: >))
        }
    }

    @Test(arguments: TestEngine.available)
    func `by number count the total`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await insertPeople(0..<7, database)
            let second = try await people(PageRequest(limit: 3, position: .number(2)), database)
            let third = try await people(PageRequest(limit: 3, position: .number(3)), database)
            let beyond = try await people(PageRequest(limit: 3, position: .number(.max)), database)
            #expect(second.data.count == 3)
            #expect(second.total == 7)
            #expect(third.data.count == 1)
            #expect(beyond.data.isEmpty)
        }
    }

    @Test(arguments: TestEngine.available)
    func `sort in mixed directions, with missing values`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in
                for id in 0..<23 {
                    let code = id % 5 == 0 ? nil : "code\(id)"
                    try tx.execute("INSERT INTO entry (id, code, value) VALUES (\(id), \(code), \(id % 3))")
                }
            }
            let mixed = SortOrder<Entry>(.descending("value", \.value), .ascending("id", \.id))
            let rising = SortOrder<Entry>(.ascending("code", \.code), .ascending("id", \.id))
            let falling = SortOrder<Entry>(.descending("code", \.code), .descending("id", \.id))
            for order in [mixed, rising, falling] {
                let inOne = try await entries(by: order, limit: 100, database)
                #expect(inOne.count == 23)
                for limit in [1, 2, 4, 22, 23] {
                    #expect(try await entries(by: order, limit: limit, database) == inOne)
                }
            }
            let byCode = try await entries(by: rising, limit: 100, database)
            #expect(Array(byCode.suffix(5)) == [0, 5, 10, 15, 20])
            #expect(try await entries(by: falling, limit: 100, database) == byCode.reversed())
        }
    }

    @Test(arguments: TestEngine.available)
    func `refuse cursors that are not theirs`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let id = ID<Person>.new(at: Instant(seconds: 1)).description
            let documents = [
                "", "[]", "[1]", "[1,2]", "[\"x\",\"\(id)\"]", "[1,\"x\"]", "[1,\"\(id)\",3]",
                "[null,\"\(id)\"]",
                "{\"a\":1}", "[1,\"\(id)\"", "[9223372036854775807,\"\(id)\"]", "[1.5,\"\(id)\"]",
            ]
            let tokens =
                documents.map { document in
                    let marked = "[\"\(Person.order.mark)\"," + document.dropFirst()
                    return Base64.url.encode(Array(marked.utf8))
                }
                + documents.map { Base64.url.encode(Array($0.utf8)) } + [
                    "garbage!", "===", "a", String(repeating: "A", count: 10_000), "é", "' OR 1=1 --",
                ]
            for token in tokens {
                let request = PageRequest(limit: 2, position: .after(Cursor(token: token)))
                let refusal = try await problem { _ = try await people(request, database) }
                #expect(refusal?.code == .invalid, "\(token)")
                #expect(refusal?.faults.map(\.pointer) == ["query/cursor"], "\(token)")
            }
        }
    }

    @Test(arguments: TestEngine.available)
    func `refuse the cursor of a list whose values would fit`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await insertPeople(0..<5, database)
            let oldest = SortOrder<Person>(.ascending("created_at", \.createdAt), .ascending("id", \.id))
            func page(_ order: SortOrder<Person>, after cursor: Cursor?) async throws -> Page<Person> {
                try await database.read { tx in
                    let request = PageRequest(limit: 2, position: .after(cursor))
                    return try tx.page(request, "SELECT \(Person.columns) FROM person", order: order)
                }
            }
            let cursor = try #require(try await page(oldest, after: nil).next)

            #expect(try await page(oldest, after: cursor).data.count == 2)
            let refusal = try await problem { _ = try await page(Person.order, after: cursor) }

            #expect(refusal?.faults.map(\.pointer) == ["query/cursor"])
        }
    }

    @Test func `carry bytes of any length in their cursors`() {
        for count in 0..<40 {
            let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
            #expect(Base64.url.decode(Base64.url.encode(bytes)) == bytes)
        }
    }
}
