/// The members of an object, found by the JSON name of a key.
struct ReadObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
    private let object: JSONObject
    private let trail: Trail
    private let isOpen = Key.isOpen

    init(object: JSONObject, trail: Trail) {
        self.object = object
        self.trail = trail
    }

    var codingPath: [any CodingKey] { trail.keys }

    var allKeys: [Key] {
        object.members.compactMap { member in
            if let key = Key(stringValue: member.name) { return key }
            return Key(stringValue: camelCased(member.name))
        }
    }

    func contains(_ key: Key) -> Bool { object.contains(wireName(key)) }

    func decodeNil(forKey key: Key) throws -> Bool { try member(key).isNull }

    func decode<Value: Decodable>(_: Value.Type, forKey key: Key) throws -> Value {
        try member(key).decoded(at: at(key))
    }

    func decodeIfPresent<Value: Decodable>(_: Value.Type, forKey key: Key) throws -> Value? {
        guard let member = object[wireName(key)], !member.isNull else { return nil }
        return try member.decoded(at: at(key))
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keys: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try nested(key).container(keyedBy: keys)
    }

    func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
        try nested(key).unkeyedContainer()
    }

    func superDecoder() -> any Decoder {
        ValueDecoder(value: object["super"] ?? .null, trail: .member("super", of: trail))
    }

    func superDecoder(forKey key: Key) -> any Decoder {
        ValueDecoder(value: object[wireName(key)] ?? .null, trail: at(key))
    }

    private func nested(_ key: Key) throws -> ValueDecoder {
        ValueDecoder(value: try member(key), trail: at(key))
    }

    @inline(__always)
    private func member(_ key: Key) throws -> JSONValue {
        let name = wireName(key)
        guard let member = object[name] else {
            let context = DecodingError.Context(codingPath: trail.keys, debugDescription: "no member \(name)")
            throw DecodingError.keyNotFound(WireKey(stringValue: name), context)
        }
        return member
    }

    @inline(__always)
    private func wireName(_ key: Key) -> String {
        isOpen ? key.stringValue : snakeCased(key.stringValue)
    }

    private func at(_ key: Key) -> Trail { .member(wireName(key), of: trail) }
}

// One line for each type of the protocol.
// swift-format-ignore
extension ReadObject {
    func decode(_: Bool.Type, forKey key: Key) throws -> Bool { try member(key).bool(at(key)) }
    func decode(_: String.Type, forKey key: Key) throws -> String { try member(key).string(at(key)) }
    func decode(_: Double.Type, forKey key: Key) throws -> Double { try member(key).double(at(key)) }
    func decode(_: Float.Type, forKey key: Key) throws -> Float { try member(key).float(at(key)) }
    func decode(_: Int.Type, forKey key: Key) throws -> Int { try member(key).integer(at(key)) }
    func decode(_: Int8.Type, forKey key: Key) throws -> Int8 { try member(key).integer(at(key)) }
    func decode(_: Int16.Type, forKey key: Key) throws -> Int16 { try member(key).integer(at(key)) }
    func decode(_: Int32.Type, forKey key: Key) throws -> Int32 { try member(key).integer(at(key)) }
    func decode(_: Int64.Type, forKey key: Key) throws -> Int64 { try member(key).integer(at(key)) }
    func decode(_: UInt.Type, forKey key: Key) throws -> UInt { try member(key).integer(at(key)) }
    func decode(_: UInt8.Type, forKey key: Key) throws -> UInt8 { try member(key).integer(at(key)) }
    func decode(_: UInt16.Type, forKey key: Key) throws -> UInt16 { try member(key).integer(at(key)) }
    func decode(_: UInt32.Type, forKey key: Key) throws -> UInt32 { try member(key).integer(at(key)) }
    func decode(_: UInt64.Type, forKey key: Key) throws -> UInt64 { try member(key).integer(at(key)) }
}
