import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import App

/// Databases that were filled long ago are brought to the present with all that is in them.
@Suite struct UpgradeTests {
    @Test(arguments: OldDatabase.all)
    func `an old database has all its rows after the upgrade`(old: OldDatabase) async throws {
        let empty = try EmptyDatabase()
        try await old.load(into: empty.db)
        let before = try await Content(of: empty.db)

        let applied = try await empty.db.migrate(try old.today.migrations)

        #expect(applied.count > 20 && before.count > 60)
        #expect(try await empty.db.pending(try old.today.migrations).isEmpty)
        let after = try await Content(of: empty.db)
        for (table, rows) in before.tables {
            let place = old.place(of: table)
            let now = after.tables[place] ?? []
            if old.grown.contains(place) {
                #expect(now.count >= rows.count, "\(place)")
            } else {
                #expect(now.count == rows.count, "\(place)")
            }
            let columns = old.columns(of: table, rows)
            var found = now.map { row in columns.map { row[$0.now] } }
            for row in rows {
                let values = columns.map { row[$0.before] }
                let position = found.firstIndex(of: values)
                #expect(position != nil, "\(place) has lost, or changed, \(row)")
                if let position { found.remove(at: position) }
            }
        }
    }

    @Test(arguments: OldDatabase.all)
    func `later migrations make of old rows what they promise`(old: OldDatabase) async throws {
        let empty = try EmptyDatabase()
        try await old.load(into: empty.db)
        try await empty.db.migrate(try old.today.migrations)

        for fact in old.facts {
            let values = try await empty.db.read { tx in try tx.values(fact.query, as: String.self) }
            #expect(values == fact.values, "\(fact.words)")
        }
        if empty.db.dialect == .sqlite {
            let strays = try await empty.db.read { tx in
                try tx.values("SELECT DISTINCT \"table\" FROM pragma_foreign_key_check", as: String.self)
            }
            #expect(strays.isEmpty, "references that lead nowhere")
        }
    }

    @Test(arguments: OldDatabase.all)
    func `an old database comes to the schema of a new one`(old: OldDatabase) async throws {
        let (grown, fresh) = (try EmptyDatabase(), try EmptyDatabase())
        try await old.load(into: grown.db)
        try await grown.db.migrate(try old.today.migrations)
        try await fresh.db.migrate(try old.today.migrations)

        let old = try await SchemaDump(of: grown.db).lines
        let new = try await SchemaDump(of: fresh.db).lines
        #expect(old.difference(from: new).map { "\($0)" } == [])
    }
}

extension OldDatabase {
    /// The columns that are to be as they were, by their names then and now.
    func columns(
        of table: String,
        _ rows: [[String: JSONValue]]
    ) -> [(before: String, now: String)] {
        (rows.first?.keys.sorted() ?? []).filter { !rewritten.contains("\(table).\($0)") }.map { column in
            (column, place(of: "\(table).\(column)").split(separator: ".").last.map(String.init) ?? column)
        }
    }
}
