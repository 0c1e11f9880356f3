import Kernel

/// Rules of the OpenAPI 3.1 specification beyond the form of its JSON.
///
/// `make fuzz` gives the documents to a validator that others wrote; this runs everywhere.
struct OpenAPIRules {
    private let document: JSONValue

    init(_ document: JSONValue) {
        self.document = document
    }

    /// Empty when the document is valid.
    var flaws: [String] {
        let names = operations.compactMap { $0.value["operationId"]?.stringValue }
        let twice = Dictionary(grouping: names, by: \.self).filter { $0.value.count > 1 }.keys
        return (document["openapi"] == "3.1.0" ? [] : ["no version"])
            + (operations.isEmpty ? ["no operation"] : [])
            + (names.count == operations.count ? [] : ["operations without a name"])
            + twice.map { "two operations are \($0)" }
            + operations.flatMap { flaws(of: $0.value, at: $0.path, $0.method) }
            + references(in: document).filter { resolve($0) == nil }.map { "\($0) leads nowhere" }
    }

    private var operations: [(path: String, method: String, value: JSONValue)] {
        (document["paths"]?.objectValue?.members ?? []).flatMap { path in
            (path.value.objectValue?.members ?? []).map { (path.name, $0.name, $0.value) }
        }
    }

    private func flaws(of operation: JSONValue, at path: String, _ method: String) -> [String] {
        let place = "\(method) \(path)"
        let parameters = operation["parameters"]?.arrayValue ?? []
        let named = parameters.map { "\($0["in"]?.stringValue ?? "") \($0["name"]?.stringValue ?? "")" }
        let inPath = path.split(separator: "/").filter { $0.hasPrefix("{") }.map {
            "path \($0.dropFirst().dropLast())"
        }
        let optional = parameters.filter { $0["in"] == "path" && $0["required"] != true }
        let responses = operation["responses"]?.objectValue?.members ?? []
        let successes = responses.filter { $0.name < "4" }
        let schemes = (operation["security"]?.arrayValue ?? []).flatMap {
            $0.objectValue?.members.map(\.name) ?? []
        }
        return (Set(named).count == named.count ? [] : ["\(place): a parameter stands twice"])
            + (Set(inPath) == Set(named.filter { $0.hasPrefix("path ") })
                ? [] : ["\(place): parameters are not those of the path"])
            + (optional.isEmpty ? [] : ["\(place): a part of a path that may be left out"])
            + (successes.isEmpty ? ["\(place): no success"] : [])
            + responses.filter { $0.value["description"] == nil && $0.value["$ref"] == nil }.map {
                "\(place): \($0.name) says nothing"
            }
            + schemes.filter { document["components"]?["securitySchemes"]?[$0] == nil }.map {
                "\(place): no scheme \($0)"
            }
    }

    private func references(in value: JSONValue) -> Set<String> {
        if let list = value.arrayValue { return list.reduce(into: []) { $0.formUnion(references(in: $1)) } }
        return (value.objectValue?.members ?? []).reduce(into: []) { found, member in
            if member.name == "$ref", let reference = member.value.stringValue { found.insert(reference) }
            found.formUnion(references(in: member.value))
        }
    }

    private func resolve(_ reference: String) -> JSONValue? {
        let steps = reference.split(separator: "/")
        guard steps.first == "#" else { return nil }
        return steps.dropFirst().reduce(document) { value, step in value?[String(step)] }
    }
}
