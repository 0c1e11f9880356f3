import Kernel
import Platform
import Web

extension ProductDefinition {
    /// Where callers may write a text of several lines, as `POST /path name`, of bodies and of queries; but for members of those names.
    package func textsOfSeveralLines(except known: Set<String>) -> [String] {
        routes.flatMap { route in
            let body = route.operation.body.map { Self.freeTexts(in: $0.schema, named: "") } ?? []
            // A cursor is our own.
            let asked = route.operation.parameters.filter { $0.place == .query && $0.name != "cursor" }
            let query = asked.flatMap { Self.freeTexts(in: $0.schema, named: $0.name) }
            let free = (body + query).filter {
                known.isDisjoint(with: $0.split(separator: ".").map(String.init))
            }
            return free.map { "\(route.method) \(route.path) \($0)" }
        }
    }

    private static func freeTexts(in schema: Schema, named name: String) -> [String] {
        switch schema {
        case .text(let rule):
            // Without a length it is a filter that is compared, with a format a secret or an address.
            guard rule.length != nil, rule.format == nil, rule.check("xxxx") == nil,
                rule.check("uno\n\ndue") == nil
            else { return [] }
            return rule.description?.hasPrefix("One line") == true ? [] : [name]
        case .array(let element, _), .map(let element), .nullable(let element):
            return freeTexts(in: element, named: name)
        case .object(_, let properties):
            return properties.flatMap {
                freeTexts(in: $0.schema, named: name.isEmpty ? $0.name : "\(name).\($0.name)")
            }
        case .anything, .boolean, .integer, .number, .decimal, .enumeration, .openEnumeration, .reference:
            return []
        }
    }
}
