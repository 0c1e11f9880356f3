import Kernel
import Platform
import TestKit
import Testing
import Web

@testable import App

/// The documents that are made from the tables of a product.
@Suite struct DocumentTests {
    @Test(arguments: allProducts.map(\.name))
    func `the Postman collection has every operation, and a value for each variable`(name: String) throws {
        let product = try #require(allProducts.named(name).first)
        let mount = product.documented()

        let text = PostmanCollection.text(of: mount, guest: product.demoGuest)
        let collection = try JSONValue(parsing: Array(text.utf8))

        let requests = (collection["item"]?.arrayValue ?? []).flatMap { $0["item"]?.arrayValue ?? [] }
        #expect(requests.count == mount.routes.filter { !$0.policy.isHidden }.count)
        let variables = collection["variable"]?.arrayValue ?? []
        let filled = Set(
            variables.filter { $0["value"]?.stringValue?.isEmpty == false }.compactMap {
                $0["key"]?.stringValue
            }
        )
        let used = Set(text.captures(of: #"\{\{([a-z0-9_]+)\}\}"#))
        #expect(used.count > 5 && used.subtracting(filled) == [])
    }

    @Test func `logins and created things fill the variables of later requests`() throws {
        let product = try #require(allProducts.named("distribution").first)
        let text = PostmanCollection.text(of: product.documented(), guest: product.demoGuest)

        #expect(text.contains("pm.collectionVariables.set(\\\"access_token\\\""))
        #expect(
            text.contains("pm.collectionVariables.set(\\\"orders_id\\\"") || text.contains("companies_id")
        )
        #expect(text.contains("\"value\": \"omar.shop@example.com\""))
    }

    @Test(arguments: allProducts.map(\.name))
    func `the diagram has every table and every reference`(name: String) async throws {
        let product = try #require(allProducts.named(name).first)

        let diagram = try await EntityDiagram.text(of: product)

        let tables = Set(diagram.captures(of: #"    ([a-z_0-9]+) \{"#))
        #expect(tables.isSuperset(of: ["account", "session", "job", "audit_entry"]))
        let referred = Set(diagram.captures(of: #"\}o--(?:\|\||o\|) ([a-z_0-9]+) :"#))
        #expect(referred.contains("account") && referred.subtracting(tables) == [])
    }
}
