import Foundation
import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import App

/// The README's list of people whom the demos have.
@Suite struct DemoPeopleTests {
    @Test(arguments: allProducts.map(\.name))
    func `the README lists every demo person with role`(product: String) async throws {
        let product = try #require(allProducts.named(product).first)
        let world = try await World(product, cast: "demo") { site in try await product.demo(site) }

        let people = try await world.db.read { tx in
            try tx.all(
                "SELECT a.role, a.email FROM account a WHERE a.email LIKE '%@example.com'",
                as: DemoAccount.self
            )
        }
        let listed = try Self.listed(of: product.name)

        // Of a crowd, whose addresses end in a number, the README names one.
        let named = people.filter { $0.name.last?.isNumber == false }
        #expect(!named.isEmpty)
        #expect(Dictionary(grouping: named, by: \.role).mapValues { Set($0.map(\.name)) } == listed)
    }

    /// Roles of a product with the names before the `@`, in the README's table of people.
    private static func listed(of product: String) throws -> [String: Set<String>] {
        let text = try String(contentsOf: Repository.file("README.md"), encoding: .utf8)
        var people: [String: Set<String>] = [:]
        for line in text.split(separator: "\n") {
            let row = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard row.count == 3, row[0].lowercased() == product, row[1].hasPrefix("`") else { continue }
            let names = row[2].matches(of: /[a-z]+\.[a-z]+(?![a-z.0-9])/).map { String($0.output) }
            people[row[1].trimmingCharacters(in: ["`"])] = Set(names)
        }
        return people
    }
}

private struct DemoAccount: RowDecodable {
    let role: String
    let name: String

    init(_ row: inout Row) throws {
        role = try row.next()
        let email: String = try row.next()
        name = String(email.prefix { $0 != "@" })
    }
}
