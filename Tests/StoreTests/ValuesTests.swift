import Kernel
import Testing

@testable import Store

private enum Colour: String, SQLValueConvertible {
    case red, green
}

@Suite struct `Values` {
    @Test(arguments: TestEngine.available)
    func `of every type come back as they went in`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            var person = Person("Ada@example.org", at: Instant(micros: 1_763_700_000_123_456))
            person.born = CivilDate(1815, 12, 10)
            person.isVIP = true
            person.credit = 1 << 40
            person.score = 0.1
            person.notes = Person.Notes(favouriteColour: "blå \"quoted\"", luckyNumbers: [3, 7])
            person.photo = [0, 255, 7]
            let empty = Person("")
            let (ada, nobody) = (person, empty)

            try await database.write { tx in
                try ada.insert(tx)
                try nobody.insert(tx)
            }
            let found = try await database.read { tx in
                (
                    try tx.one("SELECT \(Person.columns) FROM person WHERE id = \(ada.id)", as: Person.self),
                    try tx.one(
                        "SELECT \(Person.columns) FROM person WHERE id = \(nobody.id)",
                        as: Person.self
                    )
                )
            }

            #expect(found.0 == ada)
            #expect(found.1 == nobody)
        }
    }

    @Test(arguments: TestEngine.available)
    func `at the edges keep their value`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let texts = ["", "è 🙂", "a'b\"c\\d", String(repeating: "x", count: 100_000)]
            let integers = [Int64.min, -1, 0, .max]
            try await database.write { tx in
                for (index, number) in integers.enumerated() {
                    try tx.execute(
                        "INSERT INTO entry (id, code, value) VALUES (\(index), \(texts[index]), \(number))"
                    )
                }
            }
            let found = try await database.read { tx in
                (
                    try tx.values("SELECT code FROM entry ORDER BY id", as: String.self),
                    try tx.values("SELECT value FROM entry ORDER BY id", as: Int64.self)
                )
            }
            #expect(found.0 == texts)
            #expect(found.1 == integers)
        }
    }

    @Test(arguments: TestEngine.available)
    func `of enumerations are texts, and unknown ones name the column`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            try await database.write { tx in
                try tx.execute("INSERT INTO entry (id, code) VALUES (1, \(Colour.green)), (2, 'blue')")
            }
            let green = try await database.read { tx in
                try tx.value("SELECT code FROM entry WHERE code = \(Colour.green)", as: Colour.self)
            }
            let error = try await databaseError {
                _ = try await database.read { tx in
                    try tx.value("SELECT code FROM entry WHERE id = 2", as: Colour.self)
                }
            }
            #expect(green == .green)
            #expect(error?.kind == .decoding("code"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `that are missing or of another type name the column`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let person = Person("ada@example.org")
            try await database.write { tx in try person.insert(tx) }
            let missing = try await databaseError {
                _ = try await database.read { tx in
                    try tx.values("SELECT deleted_at FROM person", as: Instant.self)
                }
            }
            let mistaken = try await databaseError {
                _ = try await database.read { tx in try tx.values("SELECT email FROM person", as: Int.self) }
            }
            #expect(missing?.kind == .decoding("deleted_at"))
            #expect(mistaken?.kind == .decoding("email"))
        }
    }

    @Test(arguments: TestEngine.available)
    func `that were counted and summed are integers`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let sums: [Int64?] = try await database.write { tx in
                try tx.execute(
                    "INSERT INTO entry (id, value) VALUES (1, 9007199254740993), (2, 20000), (3, -3)"
                )
                return [
                    try tx.value("SELECT SUM(value) FROM entry"),
                    try tx.value("SELECT COUNT(*) FROM entry"),
                    try tx.value("SELECT SUM(value) FROM entry WHERE id = 3"),
                    try tx.value("SELECT SUM(value) FROM entry WHERE id = 2"),
                    try tx.value("SELECT SUM(value) FROM entry WHERE id = 9"),
                ]
            }
            #expect(sums == [9_007_199_254_760_990, 3, -3, 20_000, nil])
        }
    }

    @Test(arguments: TestEngine.available)
    func `of JSON can be asked`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let (colour, value) = try await database.write { tx in
                var person = Person("ada@example.org")
                person.notes = Person.Notes(favouriteColour: "blue", luckyNumbers: [])
                try person.insert(tx)
                return (
                    try tx.value("SELECT notes ->> 'favourite_colour' FROM person", as: String.self),
                    try tx.value("SELECT notes FROM person", as: JSONValue.self)
                )
            }
            #expect(colour == "blue")
            #expect(value?["favourite_colour"] == .string("blue"))
        }
    }
}

@Suite struct `Values of the domain` {
    @Test(arguments: TestEngine.available)
    func `are checked when they are read back`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let province = try ProvinceCode(parsing: "RM")
            try await database.write { tx in
                try tx.execute(
                    "INSERT INTO entry (id, code, value) VALUES (1, \(province), 7), (2, 'nowhere', -99)"
                )
            }
            let found = try await database.read { tx in
                (
                    try tx.value("SELECT code FROM entry WHERE code = \(province)", as: ProvinceCode.self),
                    try tx.value("SELECT value FROM entry WHERE id = 1", as: Cents.self)
                )
            }
            let badText = try await databaseError {
                try await database.read { tx in
                    try tx.value("SELECT code FROM entry WHERE id = 2", as: ProvinceCode.self)
                }
            }
            let badNumber = try await databaseError {
                try await database.read { tx in
                    try tx.value("SELECT value FROM entry WHERE id = 2", as: Cents.self)
                }
            }
            #expect(found.0 == province)
            #expect(found.1?.value == 7)
            #expect(badText?.kind == .decoding("code"))
            #expect(badNumber?.kind == .decoding("value"))
        }
    }
}
