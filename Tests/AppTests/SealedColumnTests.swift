import Kernel
import Platform
import TestKit
import Testing

@testable import App
@testable import Store

/// The declared sealed columns are the sealed columns of the schema.
@Suite struct SealedColumnTests {
    /// Columns of bytes that need no seal: hashes, codes under a key, salts, wrapped keys, and content that is no secret.
    private static let plain: Set<String> = [
        "content", "fingerprint", "hash", "input_hash", "mac", "member", "salt", "sha256", "subject",
        "wrapped",
    ]

    @Test(arguments: allProducts.map(\.name))
    func `every column of bytes is sealed, or known to need no seal`(product: String) throws {
        let product = try #require(allProducts.named(product).first)
        let sealed = Set(product.sealed.map(\.name) + product.personSealed.map(\.name))

        let columns = product.migrations.flatMap { $0.bytesColumns }
        let unknown = columns.filter { !sealed.contains($0.name) && !Self.plain.contains($0.column) }

        #expect(unknown.map(\.name) == [], "list them in `sealed:` or `personSealed:` of their feature")
        #expect(sealed.subtracting(columns.map(\.name)).sorted() == [], "there are no such columns of bytes")
    }

    @Test(arguments: allProducts.map(\.name))
    func `a sealed column has the row and the person that it is bound to`(product: String) async throws {
        let product = try #require(allProducts.named(product).first)
        let empty = try EmptyDatabase()
        try await empty.db.migrate(product.migrations)

        for column in product.personSealed {
            let (table, key, account) = (
                SQL(stringLiteral: column.table), SQL(stringLiteral: column.key),
                SQL(stringLiteral: column.account)
            )
            try await empty.db.read { tx in
                _ = try tx.all("SELECT \(key), \(account) FROM \(table) LIMIT 1", as: Place.self)
            }
            let mapped = product.personalData.flatMap(\.tables)
            #expect(mapped.contains("\(column.table)"), "\(column.name) belongs to a person")
        }
        await empty.db.close()
    }

    @Test(arguments: allProducts.map(\.name))
    func `the sealed values of a person are opened in their export`(product: String) throws {
        let product = try #require(allProducts.named(product).first)
        let opened = Set(product.personalData.flatMap { $0.export?.opened ?? [] })

        // Files are exported separately from the JSON.
        let missing = product.personSealed.map(\.name).filter {
            !opened.contains($0) && !$0.hasSuffix(".file")
        }

        #expect(missing == [], "use `.sealedText` or `.sealedJSON` in the export of their rows")
    }

    private struct Place: RowDecodable {
        init(_ row: inout Row) throws {
            _ = try (row.next(ID<Subject>.self), row.next(ID<Account>?.self))
        }
    }
}

extension Migration {
    /// The columns of bytes that its text makes, with their tables.
    fileprivate var bytesColumns: [(name: String, column: String)] {
        var columns: [(name: String, column: String)] = []
        var table = ""
        for line in text.split(separator: "\n") {
            if let made = line.firstMatch(of: /(?:CREATE|ALTER) TABLE (\w+)/) { table = String(made.1) }
            for match in line.matches(of: /(\w+) \{bytes\}/) {
                columns.append(("\(table).\(match.1)", String(match.1)))
            }
        }
        return columns
    }
}
