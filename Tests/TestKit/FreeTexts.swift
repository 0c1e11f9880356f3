import Kernel
import Platform
import Web

extension Product {
    /// Where callers may write a text of several lines: `POST /path name`, of bodies and of queries.
    package var textsOfSeveralLines: [String] {
        routes.flatMap { route in
            let body = route.operation.body.map { Self.freeTexts(in: $0.schema, named: "") } ?? []
            let query = route.operation.parameters.flatMap { Self.freeTexts(in: $0.schema, named: $0.name) }
            return (body + query).map { "\(route.method) \(route.path) \($0)" }
        }
    }

    private static func freeTexts(in schema: Schema, named name: String) -> [String] {
        switch schema {
        case .text(let rule):
            guard rule.check("x") == nil, rule.check("uno\n\ndue") == nil else { return [] }
            return rule.description?.hasPrefix("One line") == true ? [] : [name]
        case .array(let element, _), .map(let element), .nullable(let element):
            return freeTexts(in: element, named: name)
        case .object(_, let properties):
            return properties.flatMap {
                freeTexts(in: $0.schema, named: name.isEmpty ? $0.name : "\(name).\($0.name)")
            }
        case .anything, .boolean, .integer, .number, .enumeration, .reference: return []
        }
    }
}
