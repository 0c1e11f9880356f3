import Kernel

/// A product's operations as a Postman collection, format 2.1, that runs as it is imported.
///
/// Every variable has a value. A login stores its tokens, and an answer with an `id` stores it for the
/// requests below the same path.
public enum PostmanCollection {
    private static let format = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"

    public static func text<Call: CallContext>(of mount: Mount<Call>, guest: String) -> String {
        let routes = mount.documentedRoutes.sorted { ($0.path, $0.method) < ($1.path, $1.method) }
        let folders = Dictionary(grouping: routes, by: \.tag).sorted { $0.key < $1.key }
        let collection: JSONValue = [
            "info": [
                "name": .string(mount.title), "description": .string(mount.description),
                "schema": .string(format),
            ],
            "auth": bearer,
            "variable": .array(variables(of: routes, under: mount.prefix, guest)),
            "item": .array(
                folders.map { tag, routes in
                    ["name": .string(tag.isEmpty ? "Other" : tag), "item": .array(routes.map(\.postmanItem))]
                }
            ),
        ]
        return collection.pretty + "\n"
    }

    private static let bearer: JSONValue = [
        "type": "bearer",
        "bearer": [["key": "token", "value": "{{access_token}}", "type": "string"]],
    ]

    private static func variables<Call>(
        of routes: [Route<Call>],
        under prefix: String,
        _ guest: String
    ) -> [JSONValue] {
        let fixed = [
            ("base_url", "http://127.0.0.1:8080\(prefix)"), ("email", guest),
            ("password", "Portico-demo-2026"),
            ("access_token", "filled by the login"), ("refresh_token", "filled by the login"),
        ]
        let identities = routes.flatMap(\.pathVariables).map { ($0.variable, $0.example) }
        let known = Dictionary(identities, uniquingKeysWith: { first, _ in first })
        return (fixed + known.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }).map { name, value in
            ["key": .string(name), "value": .string(value), "type": "string"]
        }
    }
}

extension Route {
    /// The parameters of the path, each with the variable that fills it and an example.
    fileprivate var pathVariables: [(name: String, variable: String, example: String)] {
        operation.parameters.filter { $0.place == .path }.map { parameter in
            let example = parameter.schema.example(named: parameter.name).stringValue ?? "1"
            return (parameter.name, variable(before: "{\(parameter.name)}"), example)
        }
    }

    /// Named by the path to the thing: `/organizations/{id}` takes what `POST /organizations` made.
    private func variable(before parameter: String) -> String {
        let segments = path.dropFirst(root.count).split(separator: "/")
        let before = segments.prefix { $0 != parameter }.filter { !$0.hasPrefix("{") }
        return before.joined(separator: "_").replacing("-", with: "_") + "_id"
    }

    fileprivate var postmanItem: JSONValue {
        var request: JSONObject = [:]
        request["method"] = .string(method)
        request["description"] = .string(details ?? summary)
        request["header"] = .array(postmanHeaders)
        request["url"] = postmanURL
        if let body = operation.body { request["body"] = body.postmanBody(of: path) }
        if permission == .anyone { request["auth"] = ["type": "noauth"] }
        var item: JSONObject = ["name": .string(summary), "request": .object(request)]
        if let script = answerScript {
            item["event"] = [
                [
                    "listen": "test",
                    "script": ["type": "text/javascript", "exec": .array(script.map { .string($0) })],
                ]
            ]
        }
        return .object(item)
    }

    private var postmanHeaders: [JSONValue] {
        let json: [JSONValue] =
            operation.body?.mediaType == "application/json"
            ? [["key": "Content-Type", "value": "application/json"]] : []
        return json
            + operation.parameters.filter { $0.place == .header && $0.isRequired }.map { parameter in
                ["key": .string(parameter.name), "value": .string(parameter.postmanValue)]
            }
    }

    private var postmanURL: JSONValue {
        let segments = path.split(separator: "/").map { segment -> String in
            segment.hasPrefix("{") ? ":" + segment.dropFirst().dropLast() : String(segment)
        }
        let query = operation.parameters.filter { $0.place == .query }.map { parameter -> JSONValue in
            [
                "key": .string(parameter.name), "value": .string(parameter.postmanValue),
                "disabled": .bool(!parameter.isRequired),
            ]
        }
        return [
            "raw": .string((["{{base_url}}"] + segments).joined(separator: "/")),
            "host": ["{{base_url}}"],
            "path": .array(segments.map { .string($0) }),
            "query": .array(query),
            "variable": .array(
                pathVariables.map { ["key": .string($0.name), "value": .string("{{\($0.variable)}}")] }
            ),
        ]
    }

    /// Stores the values of the answer that later requests need.
    private var answerScript: [String]? {
        guard case .object(_, let members) = operation.success.schema else { return nil }
        let names = Set(members.map(\.name))
        if names.isSuperset(of: ["access_token", "refresh_token"]) {
            return ["access_token", "refresh_token"].map {
                "if (pm.response.code === 200) pm.collectionVariables.set(\"\($0)\", pm.response.json().\($0));"
            }
        }
        guard method == "POST", names.contains("id"), path.last != "}" else { return nil }
        return [
            "if (pm.response.code < 300) pm.collectionVariables.set(\"\(variable(before: ""))\", pm.response.json().id);"
        ]
    }
}

extension Operation.Parameter {
    fileprivate var postmanValue: String {
        switch schema.example(named: name) {
        case .string(let text): text
        case let other: other.pretty
        }
    }
}

extension Operation.RequestContent {
    /// The example of the API document; a login takes the collection's own account.
    fileprivate func postmanBody(of path: String) -> JSONValue {
        switch mediaType {
        case "application/json":
            var example = schema.example
            if path.ends(with: "/auth/login"), case .object(var login) = example {
                login["email"] = "{{email}}"
                login["password"] = "{{password}}"
                example = .object(login)
            }
            return ["mode": "raw", "raw": .string(example.pretty), "options": ["raw": ["language": "json"]]]
        case "multipart/form-data":
            return ["mode": "formdata", "formdata": [["key": "file", "type": "file", "src": []]]]
        default:
            return ["mode": "file", "file": [:]]
        }
    }
}
