/// The elements of an array, one after the other.
struct ReadArray: UnkeyedDecodingContainer {
    private let elements: [JSONValue]
    private let trail: Trail
    private(set) var currentIndex = 0

    init(elements: [JSONValue], trail: Trail) {
        self.elements = elements
        self.trail = trail
    }

    var codingPath: [any CodingKey] { trail.keys }
    var count: Int? { elements.count }
    var isAtEnd: Bool { currentIndex == elements.count }

    mutating func decodeNil() throws -> Bool {
        guard try current().isNull else { return false }
        currentIndex += 1
        return true
    }

    mutating func decode<Value: Decodable>(_: Value.Type) throws -> Value {
        try next { value, trail in try value.decoded(at: trail) }
    }

    mutating func nestedContainer<Key: CodingKey>(
        keyedBy keys: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        try next { try ValueDecoder(value: $0, trail: $1).container(keyedBy: keys) }
    }

    mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
        try next { try ValueDecoder(value: $0, trail: $1).unkeyedContainer() }
    }

    mutating func superDecoder() throws -> any Decoder {
        try next { ValueDecoder(value: $0, trail: $1) }
    }

    /// Advances only when the element could be decoded.
    private mutating func next<Value>(_ read: (JSONValue, Trail) throws -> Value) throws -> Value {
        let value = try read(current(), .element(currentIndex, of: trail))
        currentIndex += 1
        return value
    }

    private func current() throws -> JSONValue {
        guard !isAtEnd else {
            let path = Trail.element(currentIndex, of: trail).keys
            throw DecodingError.valueNotFound(
                JSONValue.self,
                .init(codingPath: path, debugDescription: "no more elements")
            )
        }
        return elements[currentIndex]
    }
}

// One line for each type of the protocol.
// swift-format-ignore
extension ReadArray {
    mutating func decode(_: Bool.Type) throws -> Bool { try next { try $0.bool($1) } }
    mutating func decode(_: String.Type) throws -> String { try next { try $0.string($1) } }
    mutating func decode(_: Double.Type) throws -> Double { try next { try $0.double($1) } }
    mutating func decode(_: Float.Type) throws -> Float { try next { try $0.float($1) } }
    mutating func decode(_: Int.Type) throws -> Int { try next { try $0.integer($1) } }
    mutating func decode(_: Int8.Type) throws -> Int8 { try next { try $0.integer($1) } }
    mutating func decode(_: Int16.Type) throws -> Int16 { try next { try $0.integer($1) } }
    mutating func decode(_: Int32.Type) throws -> Int32 { try next { try $0.integer($1) } }
    mutating func decode(_: Int64.Type) throws -> Int64 { try next { try $0.integer($1) } }
    mutating func decode(_: UInt.Type) throws -> UInt { try next { try $0.integer($1) } }
    mutating func decode(_: UInt8.Type) throws -> UInt8 { try next { try $0.integer($1) } }
    mutating func decode(_: UInt16.Type) throws -> UInt16 { try next { try $0.integer($1) } }
    mutating func decode(_: UInt32.Type) throws -> UInt32 { try next { try $0.integer($1) } }
    mutating func decode(_: UInt64.Type) throws -> UInt64 { try next { try $0.integer($1) } }
}

/// The single value of a decoder.
struct ReadValue: SingleValueDecodingContainer {
    let value: JSONValue
    let trail: Trail

    var codingPath: [any CodingKey] { trail.keys }

    func decodeNil() -> Bool { value.isNull }
    func decode<Value: Decodable>(_: Value.Type) throws -> Value { try value.decoded(at: trail) }
}

// One line for each type of the protocol.
// swift-format-ignore
extension ReadValue {
    func decode(_: Bool.Type) throws -> Bool { try value.bool(trail) }
    func decode(_: String.Type) throws -> String { try value.string(trail) }
    func decode(_: Double.Type) throws -> Double { try value.double(trail) }
    func decode(_: Float.Type) throws -> Float { try value.float(trail) }
    func decode(_: Int.Type) throws -> Int { try value.integer(trail) }
    func decode(_: Int8.Type) throws -> Int8 { try value.integer(trail) }
    func decode(_: Int16.Type) throws -> Int16 { try value.integer(trail) }
    func decode(_: Int32.Type) throws -> Int32 { try value.integer(trail) }
    func decode(_: Int64.Type) throws -> Int64 { try value.integer(trail) }
    func decode(_: UInt.Type) throws -> UInt { try value.integer(trail) }
    func decode(_: UInt8.Type) throws -> UInt8 { try value.integer(trail) }
    func decode(_: UInt16.Type) throws -> UInt16 { try value.integer(trail) }
    func decode(_: UInt32.Type) throws -> UInt32 { try value.integer(trail) }
    func decode(_: UInt64.Type) throws -> UInt64 { try value.integer(trail) }
}
