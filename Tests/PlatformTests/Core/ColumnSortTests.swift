import Kernel
import Store
import TestKit
import Testing

@testable import Platform

private struct Fruit: RowDecodable, Sendable {
    let id: Int
    let name: String
    let weight: Int?

    init(_ row: inout Row) throws {
        id = try row.next()
        name = try row.next()
        weight = try row.next()
    }

    /// Names and weights occur several times, and some fruit have no weight.
    static let query: SQL =
        """
        SELECT CAST(1 AS bigint) AS id, 'pear' AS name, CAST(5 AS bigint) AS weight
        UNION ALL SELECT 2, 'apple', 5 UNION ALL SELECT 3, 'fig', NULL UNION ALL SELECT 4, 'apple', 2
        UNION ALL SELECT 5, 'plum', NULL UNION ALL SELECT 6, 'fig', 1 UNION ALL SELECT 7, 'pear', NULL
        """
}

private enum FruitColumn: String, CaseIterable, SortColumns {
    case name
    case weight

    var keys: [SortKey<Fruit>] {
        switch self {
        case .name: [SortKey("name") { $0.name }]
        case .weight: [SortKey("weight") { $0.weight }]
        }
    }

    static let last: SortKey<Fruit> = SortKey("id") { $0.id }
    static let usual: ColumnSort<FruitColumn> = .up(.name)
    static let words: [String: ColumnSort<FruitColumn>] = ["heaviest": .down(.weight)]
}

@Suite struct ColumnSortTests {
    private static let ids: [String: [Int]] = [
        "name": [2, 4, 3, 6, 1, 7, 5], "-name": [5, 7, 1, 6, 3, 4, 2],
        "weight": [6, 4, 1, 2, 3, 5, 7], "-weight": [7, 5, 3, 2, 1, 4, 6],
    ]

    private func page(
        _ sort: ColumnSort<FruitColumn>,
        _ limit: Int,
        after cursor: Cursor?,
        _ world: World
    )
        async throws -> Page<Fruit>
    {
        let request = PageRequest(limit: limit, position: .after(cursor))
        return try await world.db.read { tx in try tx.page(request, Fruit.query, order: sort.order) }
    }

    @Test func `every column sorts in both directions, paged by cursor as in one list`() async throws {
        let world = try await aKiosk()

        for (text, ids) in Self.ids {
            let sort = try #require(ColumnSort<FruitColumn>(text))
            #expect(try await page(sort, 50, after: nil, world).data.map(\.id) == ids, "\(text)")
            for limit in 1...3 {
                var seen: [Int] = []
                var cursor: Cursor?
                repeat {
                    let found = try await page(sort, limit, after: cursor, world)
                    seen += found.data.map(\.id)
                    cursor = found.next
                } while cursor != nil && seen.count < 20
                #expect(seen == ids, "\(text) by \(limit)")
            }
        }
    }

    @Test func `a cursor of another order is refused`() async throws {
        let world = try await aKiosk()
        let cursor = try #require(try await page(.up(.name), 2, after: nil, world).next)

        for other in [ColumnSort<FruitColumn>.down(.name), .up(.weight)] {
            await #expect(throws: Problem.self) { _ = try await page(other, 2, after: cursor, world) }
        }
    }

    @Test func `signs, blanks and earlier words are read`() {
        let read: [String: ColumnSort<FruitColumn>?] = [
            "weight": .up(.weight), "+weight": .up(.weight), " weight": .up(.weight),
            "-weight": .down(.weight), "heaviest": .down(.weight), "": nil, "-": nil, "--weight": nil,
            "-heaviest": nil, "weight ": nil, "Weight": nil, "id": nil, "weight,name": nil,
        ]
        for (text, sort) in read { #expect(ColumnSort<FruitColumn>(text) == sort, "\(text)") }
        #expect(ColumnSort<FruitColumn>.down(.weight).description == "-weight")
    }
}
