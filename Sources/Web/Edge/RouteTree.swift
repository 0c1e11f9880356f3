/// Finds the operation for a method and a path in a tree of path segments.
struct RouteTree: Sendable {
    private var nodes = [Node()]

    private struct Node: Sendable {
        var literals: [String: Int] = [:]
        var parameter: Int?
        var operations: [(method: String, index: Int)] = []

        /// `GET` also answers `HEAD`, and every path answers `OPTIONS`.
        var allowed: String {
            let methods = operations.map(\.method)
            return (methods + (methods.contains("GET") ? ["HEAD"] : []) + ["OPTIONS"]).joined(separator: ", ")
        }
    }

    enum Match: Sendable {
        case operation(Int, values: [Substring])
        case otherMethods(allowed: String)
        case nothing
    }

    mutating func add(_ method: String, _ path: String, _ index: Int) {
        var node = 0
        for segment in Self.segments(of: path[...]) {
            node =
                segment.first == "{" ? parameterNode(below: node) : literalNode(String(segment), below: node)
        }
        nodes[node].operations.append((method, index))
    }

    func match(_ method: String, _ path: Substring) -> Match {
        var values: [Substring] = []
        let segments = Self.segments(of: path)
        guard let node = node(for: segments[...], below: 0, &values) else { return .nothing }
        let operations = nodes[node].operations
        if let found = operations.first(where: { $0.method == method })
            ?? (method == "HEAD" ? operations.first { $0.method == "GET" } : nil)
        {
            return .operation(found.index, values: values)
        }
        return .otherMethods(allowed: nodes[node].allowed)
    }

    /// Literal segments take precedence over parameters; if the literal fails, the parameter is tried.
    private func node(for segments: ArraySlice<Substring>, below: Int, _ values: inout [Substring]) -> Int? {
        guard let segment = segments.first else { return nodes[below].operations.isEmpty ? nil : below }
        if let next = nodes[below].literals[String(segment)],
            let found = node(for: segments.dropFirst(), below: next, &values)
        {
            return found
        }
        guard !segment.isEmpty, let next = nodes[below].parameter else { return nil }
        values.append(segment)
        if let found = node(for: segments.dropFirst(), below: next, &values) { return found }
        values.removeLast()
        return nil
    }

    private mutating func parameterNode(below node: Int) -> Int {
        if let next = nodes[node].parameter { return next }
        nodes.append(Node())
        nodes[node].parameter = nodes.count - 1
        return nodes.count - 1
    }

    private mutating func literalNode(_ segment: String, below node: Int) -> Int {
        if let next = nodes[node].literals[segment] { return next }
        nodes.append(Node())
        nodes[node].literals[segment] = nodes.count - 1
        return nodes.count - 1
    }

    /// `/` and the empty path have no segments; `/a/` has two, the second empty.
    static func segments(of path: Substring) -> [Substring] {
        let bytes = path.utf8
        guard bytes.count > 1 else { return [] }
        var segments: [Substring] = []
        var start = bytes.first == UInt8(ascii: "/") ? bytes.index(after: bytes.startIndex) : bytes.startIndex
        var position = start
        while position < bytes.endIndex {
            if bytes[position] == UInt8(ascii: "/") {
                segments.append(path[start..<position])
                start = bytes.index(after: position)
            }
            position = bytes.index(after: position)
        }
        segments.append(path[start...])
        return segments
    }

    /// The names of the parameters in `/clients/{id}/documents/{document}`.
    static func parameterNames(of path: String) -> [String] {
        segments(of: path[...]).filter { $0.first == "{" }.map { String($0.dropFirst().dropLast()) }
    }
}
