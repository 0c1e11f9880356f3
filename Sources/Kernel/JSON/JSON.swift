/// JSON to and from Swift values.
///
/// Properties are camelCase in Swift and snake_case in JSON; keys of dictionaries are unchanged.
public enum JSON {
    public static func encode(_ value: some Encodable) throws -> [UInt8] {
        let stream = EncodedStream()
        try stream.put(value, depth: 0)
        return try stream.finished()
    }

    public static func text(of value: some Encodable) throws -> String {
        String(decoding: try encode(value), as: UTF8.self)
    }

    public static func value(of value: some Encodable) throws -> JSONValue {
        try JSONValue(parsing: encode(value))
    }

    public static func decode<Value: Decodable>(_: Value.Type, from value: JSONValue) throws -> Value {
        try value.decoded(at: .root)
    }

    public static func decode<Value: Decodable>(_: Value.Type, from bytes: [UInt8]) throws -> Value {
        try JSONValue(parsing: bytes).decoded(at: .root)
    }

    public static func decode<Value: Decodable>(_: Value.Type, from text: String) throws -> Value {
        try JSONValue(parsing: text).decoded(at: .root)
    }

    /// Decodes a stored document, whose texts may break today's rules.
    public static func decode<Value: Decodable>(_: Value.Type, stored bytes: [UInt8]) throws -> Value {
        try decode(Value.self, stored: JSONValue(parsing: bytes))
    }

    public static func decode<Value: Decodable>(_: Value.Type, stored value: JSONValue) throws -> Value {
        try value.decoded(at: .stored)
    }

    /// Decodes a request body: checks its syntax, then collects all faults, then makes the value.
    public static func read<Value: Decodable>(_: Value.Type, from bytes: [UInt8]) throws(Problem) -> Value {
        try read(Value.self, from: parse(bytes))
    }

    /// The same for a part of a body, such as one of many values whose faults do not affect the others.
    public static func read<Value: Decodable>(_: Value.Type, from value: JSONValue) throws(Problem) -> Value {
        let entry = Schema.entry(for: Value.self)
        let faults = entry.schema.faults(in: value)
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        do {
            return try (entry.clearing?.withoutNames(value) ?? value).decoded(at: .root)
        } catch let problem as Problem {
            throw problem
        } catch let error as DecodingError {
            throw Problem(.invalid, faults: [error.fault])
        } catch {
            throw Problem(.invalid, faults: [Problem.Fault("", Refusal(.notAccepted))])
        }
    }

    private static func parse(_ bytes: [UInt8]) throws(Problem) -> JSONValue {
        do {
            // Windows writes a byte order mark before UTF-8 (RFC 8259, 8.1: it may be ignored).
            let hasMark = bytes.starts(with: [0xEF, 0xBB, 0xBF])
            return try JSONValue(parsing: hasMark ? Array(bytes.dropFirst(3)) : bytes)
        } catch {
            throw Problem(.malformed, error.words)
        }
    }
}

extension DecodingError {
    /// This error as a fault for the caller; a ``Refusal`` thrown by an initialiser keeps its text.
    public var fault: Problem.Fault {
        switch self {
        case .keyNotFound(let key, let context):
            Problem.Fault(pointer(context.codingPath + [key]), Refusal(.required))
        case .valueNotFound(_, let context), .typeMismatch(_, let context):
            Problem.Fault(pointer(context.codingPath), Refusal(.wrongType))
        case .dataCorrupted(let context):
            Problem.Fault(
                pointer(context.codingPath),
                context.underlyingError as? Refusal ?? Refusal(.notAccepted)
            )
        @unknown default:
            Problem.Fault("", Refusal(.notAccepted))
        }
    }
}

/// A JSON pointer (RFC 6901) for a coding path, whose own keys may still be Swift's.
private func pointer(_ path: [any CodingKey]) -> String {
    path.reduce("") { pointer, key in
        if let position = key.intValue { return pointer.appending(position) }
        return pointer.appending(member: key is WireKey ? key.stringValue : snakeCased(key.stringValue))
    }
}

extension String {
    /// This JSON pointer, one level deeper.
    public func appending(member name: String) -> String {
        var pointer = self + "/"
        for character in name.unicodeScalars {
            switch character {
            case "~": pointer += "~0"
            case "/": pointer += "~1"
            default: pointer.unicodeScalars.append(character)
            }
        }
        return pointer
    }

    func appending(_ position: Int) -> String {
        "\(self)/\(position)"
    }
}
