import Kernel

/// An answer as a test looks at it.
package struct TestResponse: Sendable {
    package let status: Int
    package let headers: [(name: String, value: String)]
    package let body: [UInt8]

    package var text: String { String(decoding: body, as: UTF8.self) }

    /// `.null` when the body is no JSON.
    package var json: JSONValue {
        do {
            return try JSONValue(parsing: body)
        } catch {
            return .null
        }
    }

    package subscript(member: String) -> JSONValue? { json[member] }

    package var id: String? { json["id"]?.stringValue }

    package func header(_ name: String) -> String? {
        headers.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    package func decoded<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        try JSON.decode(type, from: body)
    }

    /// Why the request was refused; codes compare by name.
    package var problem: Problem.Code? {
        guard header("Content-Type")?.hasPrefix("application/problem+json") == true else { return nil }
        return json["code"]?.stringValue.map { Problem.Code($0, status, LocalizedText("")) }
    }

    /// The faults of the request: pointer → code.
    package var faults: [String: String] {
        let errors = json["errors"]?.arrayValue ?? []
        let pairs = errors.compactMap { error -> (String, String)? in
            guard let pointer = error["pointer"]?.stringValue, let code = error["code"]?.stringValue else {
                return nil
            }
            return (pointer, code)
        }
        return Dictionary(pairs) { first, _ in first }
    }
}

extension TestResponse: CustomStringConvertible {
    package var description: String { "\(status) \(text)" }
}

extension [TestResponse] {
    /// How often each status was answered.
    package var statuses: [Int: Int] {
        Dictionary(map { ($0.status, 1) }, uniquingKeysWith: +)
    }
}
