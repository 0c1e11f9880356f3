/// Decodes Swift values from a parsed document.
struct ValueDecoder: Decoder {
    let value: JSONValue
    let trail: Trail

    var codingPath: [any CodingKey] { trail.keys }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard case .object(let object) = value else { throw value.mismatch(JSONObject.self, trail) }
        return KeyedDecodingContainer(ReadObject<Key>(object: object, trail: trail))
    }

    func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
        guard case .array(let elements) = value else { throw value.mismatch([JSONValue].self, trail) }
        return ReadArray(elements: elements, trail: trail)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        ReadValue(value: value, trail: trail)
    }
}

/// The position of a decoder in the document, in JSON names.
indirect enum Trail {
    case root
    /// The root of a document from the database.
    case stored
    case member(String, of: Trail)
    case element(Int, of: Trail)

    var keys: [any CodingKey] {
        switch self {
        case .root, .stored: []
        case .member(let name, let parent): parent.keys + [WireKey(stringValue: name)]
        case .element(let position, let parent): parent.keys + [WireKey(intValue: position)]
        }
    }

    var isStored: Bool {
        switch self {
        case .root: false
        case .stored: true
        case .member(_, let parent), .element(_, let parent): parent.isStored
        }
    }
}

/// A step of a coding path with its JSON name.
struct WireKey: CodingKey {
    let stringValue: String
    let intValue: Int?

    init(stringValue: String) {
        self.stringValue = stringValue
        intValue = nil
    }

    init(intValue: Int) {
        stringValue = "\(intValue)"
        self.intValue = intValue
    }
}

extension JSONValue {
    /// Converts a ``Refusal`` to a `DecodingError` with the position of the value.
    func decoded<Value: Decodable>(as _: Value.Type = Value.self, at trail: Trail) throws -> Value {
        do {
            return try Value(from: ValueDecoder(value: self, trail: trail))
        } catch let refusal as Refusal {
            throw corrupted(refusal.message.text(in: .english), trail, refusal)
        }
    }

    func bool(_ trail: @autoclosure () -> Trail) throws -> Bool {
        guard case .bool(let value) = self else { throw mismatch(Bool.self, trail()) }
        return value
    }

    func string(_ trail: @autoclosure () -> Trail) throws -> String {
        guard case .string(let value) = self else { throw mismatch(String.self, trail()) }
        return value
    }

    func double(_ trail: @autoclosure () -> Trail) throws -> Double {
        guard let value = doubleValue else { throw mismatch(Double.self, trail()) }
        return value
    }

    func float(_ trail: @autoclosure () -> Trail) throws -> Float {
        let value = Float(try double(trail()))
        guard value.isFinite else { throw corrupted("out of range for Float", trail(), Refusal(.outOfRange)) }
        return value
    }

    /// Refuses fractions, and numbers that `Value` cannot hold or that a Double would have rounded.
    func integer<Value: FixedWidthInteger>(_ trail: @autoclosure () -> Trail) throws -> Value {
        if let value = integerValue {
            guard let exact = Value(exactly: value) else {
                throw corrupted("\(value) is out of range for \(Value.self)", trail(), Refusal(.outOfRange))
            }
            return exact
        }
        guard case .number(let value) = self, value.magnitude > 0x1p53 else {
            throw mismatch(Value.self, trail())
        }
        throw corrupted("the number is out of range for \(Value.self)", trail(), Refusal(.outOfRange))
    }

    func mismatch(_ expected: Any.Type, _ trail: Trail) -> DecodingError {
        let found = "expected \(expected), found \(kind)"
        let context = DecodingError.Context(codingPath: trail.keys, debugDescription: found)
        return isNull ? .valueNotFound(expected, context) : .typeMismatch(expected, context)
    }

    func corrupted(_ reason: String, _ trail: Trail, _ refusal: Refusal) -> DecodingError {
        .dataCorrupted(.init(codingPath: trail.keys, debugDescription: reason, underlyingError: refusal))
    }

    private var kind: String {
        switch self {
        case .null: "null"
        case .bool: "a boolean"
        case .integer, .number: "a number"
        case .string: "a string"
        case .array: "an array"
        case .object: "an object"
        }
    }
}
