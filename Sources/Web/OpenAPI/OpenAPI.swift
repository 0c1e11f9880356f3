import Kernel

/// Writes the OpenAPI 3.1 document of a mount from its routes.
///
/// The same routes give the same bytes.
public enum OpenAPI {
    public static func document<Call: CallContext>(for mount: Mount<Call>) throws(SchemaError) -> JSONValue {
        let routes = mount.documentedRoutes
        var components: [String: JSONValue] = [:]
        let paths = try paths(routes, &components)
        components["Problem"] = ProblemDocument.schema
        components["ProblemError"] = ProblemDocument.errorSchema
        return [
            "openapi": "3.1.0",
            "info": [
                "title": .string(mount.title),
                "version": .string(mount.version),
                "description": .string(mount.description),
            ],
            "servers": [["url": .string(mount.prefix.isEmpty ? "/" : mount.prefix)]],
            "tags": .array(Set(routes.map(\.tag)).subtracting([""]).sorted().map { ["name": .string($0)] }),
            "paths": paths,
            "webhooks": .object(JSONObject(mount.webhooks.map { ($0.type, $0.document) })),
            "components": [
                "schemas": .object(
                    JSONObject(components.sorted { $0.key < $1.key }.map { ($0.key, $0.value) })
                ),
                "responses": .object(
                    JSONObject(mount.problems.map { ($0.name, ProblemDocument.response(for: [$0])) })
                ),
                "examples": .object(
                    JSONObject(mount.problems.map { ($0.name, ProblemDocument.example(of: $0)) })
                ),
                "securitySchemes": [
                    "bearer": ["type": "http", "scheme": "bearer", "bearerFormat": "JWT"]
                ],
            ],
        ]
    }

    /// The compact document for clients.
    public static func bytes<Call: CallContext>(for mount: Mount<Call>) throws(SchemaError) -> [UInt8] {
        try document(for: mount).bytes
    }

    /// The indented document for people and for golden files.
    public static func text<Call: CallContext>(for mount: Mount<Call>) throws(SchemaError) -> String {
        try document(for: mount).pretty
    }

    private static func paths<Call>(
        _ routes: [Route<Call>],
        _ components: inout [String: JSONValue]
    ) throws(SchemaError) -> JSONValue {
        var names = OperationNames()
        var paths = JSONObject()
        for (path, rows) in Dictionary(grouping: routes, by: \.path).sorted(by: { $0.key < $1.key }) {
            var item = JSONObject()
            for row in rows.sorted(by: { $0.methodOrder < $1.methodOrder }) {
                item[row.method.lowercased()] = .object(
                    try row.document(named: names.name(for: row), &components)
                )
            }
            paths[path] = .object(item)
        }
        return .object(paths)
    }
}

extension Mount {
    /// All routes except the hidden ones.
    var documentedRoutes: [Route<Call>] { routes.filter { !$0.policy.isHidden } }

    /// All refusals of the documented operations, by name.
    public var problems: [Problem.Code] {
        Set(documentedRoutes.flatMap(\.refusals)).sorted { $0.name < $1.name }
    }
}

extension Route {
    fileprivate var methodOrder: Int {
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].firstIndex(of: method) ?? .max
    }
}

/// Gives each operation a readable name of its own, as `postServiceRequestsByIdSubmit`.
private struct OperationNames {
    private var taken: Set<String> = []

    mutating func name<Call>(for route: Route<Call>) -> String {
        let words = RouteTree.segments(of: route.path[...]).map { segment in
            segment.first == "{" ? "By" + Self.camel(segment.dropFirst().dropLast()) : Self.camel(segment)
        }
        let name = route.method.lowercased() + words.joined()
        var unique = name
        var number = 2
        while !taken.insert(unique).inserted {
            unique = "\(name)\(number)"
            number += 1
        }
        return unique
    }

    private static func camel(_ text: Substring) -> String {
        let words = text.split { !($0.isLetter || $0.isNumber) }
        return words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    }
}

extension JSONObject {
    init(_ members: [(String, JSONValue)]) {
        self.init()
        for (name, value) in members { self[name] = value }
    }
}
