import Kernel
import Testing

@testable import Store

@Suite struct IDTextTests {
    @Test(arguments: TestEngine.available)
    func `the text of an identity in SQL is its description`(engine: TestEngine) async throws {
        try await engine.withDatabase { database in
            let people = (0..<50).map { Person("\($0)@example.org") }
            try await database.write { tx in
                for person in people { try person.insert(tx) }
            }
            let wanted = people.map(\.id).sorted()[7].description

            let (texts, found, nothing) = try await database.read { tx in
                (
                    try tx.values(
                        "SELECT \(SQL.text(ofID: "p.id")) FROM person p ORDER BY p.id",
                        as: String.self
                    ),
                    try tx.values(
                        "SELECT p.id FROM person p WHERE \(SQL.text(ofID: "p.id")) = \(wanted)",
                        as: ID<Person>.self
                    ),
                    try tx.value("SELECT \(SQL.text(ofID: "NULL"))", as: String.self)
                )
            }

            #expect(texts == people.map(\.id).sorted().map(\.description))
            #expect(found.map(\.description) == [wanted])
            #expect(nothing == nil)
        }
    }
}
