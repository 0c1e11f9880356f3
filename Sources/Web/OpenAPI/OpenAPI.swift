import Kernel

/// Writes the OpenAPI 3.1 document of a mount from its routes.
///
/// The same routes give the same bytes.
public enum OpenAPI {
    public static func document<Call: CallContext>(for mount: Mount<Call>) throws(SchemaError) -> JSONValue {
        var schemas = SchemaDocument(mount.descriptions())
        return try document(for: mount, &schemas)
    }

    /// The members, parameters and components without a description.
    public static func undescribed<Call: CallContext>(
        in mount: Mount<Call>
    ) throws(SchemaError) -> [Undescribed] {
        var schemas = SchemaDocument(mount.descriptions(), checking: true)
        _ = try document(for: mount, &schemas)
        let all = schemas.undescribed + mount.webhooks.flatMap(\.undescribed)
        return Set(all).sorted { $0.place < $1.place }
    }

    private static func document<Call>(
        for mount: Mount<Call>,
        _ schemas: inout SchemaDocument
    ) throws(SchemaError) -> JSONValue {
        let routes = mount.documentedRoutes
        let paths = try paths(routes, &schemas)
        var components = schemas.components
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
                    JSONObject(mount.lonelyProblems.map { ($0.name, ProblemDocument.response(for: [$0])) })
                ),
                "examples": .object(
                    JSONObject(mount.problems.map { ($0.name, ProblemDocument.example(of: $0)) })
                ),
                "securitySchemes": [
                    "bearer": [
                        "type": "http", "scheme": "bearer", "bearerFormat": "JWT",
                        "description": "The access token of a login, or the token of a program.",
                    ]
                ],
            ],
        ]
    }

    /// The operations, each with its method and path, and the components that a document names.
    public static func names<Call: CallContext>(
        in mount: Mount<Call>
    ) throws(SchemaError) -> (operations: [String], components: [String]) {
        let operations = mount.documentedRoutes.map { "\($0.operationID) \($0.method) \($0.path)" }
        let schemas = try document(for: mount)["components"]?["schemas"]?.objectValue?.names ?? []
        return (operations.sorted(), schemas.sorted())
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
        _ schemas: inout SchemaDocument
    ) throws(SchemaError) -> JSONValue {
        var paths = JSONObject()
        for (path, rows) in Dictionary(grouping: routes, by: \.path).sorted(by: { $0.key < $1.key }) {
            var item = JSONObject()
            for row in rows.sorted(by: { $0.methodOrder < $1.methodOrder }) {
                item[row.method.lowercased()] = .object(try row.document(&schemas))
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

    /// The problems that are alone with their status in some operation; its response refers to them.
    fileprivate var lonelyProblems: [Problem.Code] {
        let alone = documentedRoutes.flatMap { route in
            Dictionary(grouping: route.refusals, by: \.status).values.filter { $0.count == 1 }.flatMap(\.self)
        }
        return Set(alone).sorted { $0.name < $1.name }
    }
}

extension Route {
    fileprivate var methodOrder: Int {
        ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"].firstIndex(of: method) ?? .max
    }
}

extension JSONObject {
    init(_ members: [(String, JSONValue)]) {
        self.init()
        for (name, value) in members { self[name] = value }
    }
}
