import Kernel
import Platform
import TestKit
import Testing

@testable import App
@testable import Web

/// The parts of the API documents that generated clients rely on.
@Suite struct OperationTests {
    @Test(arguments: allProducts.map(\.name))
    func `each operation has a name of its own, which could be that of a method`(product: String) throws {
        let routes = try documented(product)
        let names = Dictionary(grouping: routes, by: \.operationID)

        for (name, routes) in names where routes.count > 1 {
            let places = routes.map { "\($0.method) \($0.path)" }.joined(separator: ", ")
            Issue.record("\(name) is the name of several operations, tell their summaries apart: \(places)")
        }
        #expect(names.keys.filter { !$0.isMethodName } == [])
    }

    @Test(arguments: allProducts.map(\.name))
    func `the examples of requests and answers are what their schemas accept`(product: String) throws {
        for route in try documented(product) {
            let schemas = [route.operation.body?.schema, route.operation.success.schema].compactMap(\.self)
            for schema in schemas {
                let faults = schema.faults(in: schema.example).map { "\($0.pointer) \($0.refusal.code)" }
                #expect(faults == [], "\(route.method) \(route.path)")
            }
        }
    }

    private func documented(_ product: String) throws -> [Web.Route<Call>] {
        try #require(allProducts.named(product).first).documented().documentedRoutes
    }
}

extension String {
    fileprivate var isMethodName: Bool {
        (2...60).contains(count) && first?.isLowercase == true
            && unicodeScalars.allSatisfy {
                $0.isASCII && ($0.properties.isAlphabetic || ("0"..."9").contains($0))
            }
    }
}
