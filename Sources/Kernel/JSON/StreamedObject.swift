/// The members of an object, written one by one.
struct StreamedObject<Key: CodingKey>: KeyedEncodingContainerProtocol {
    private let stream: EncodedStream
    private let depth: Int
    private let start: Int
    private let isOpen = Key.isOpen

    init(stream: EncodedStream, depth: Int, start: Int) {
        self.stream = stream
        self.depth = depth
        self.start = start
    }

    var codingPath: [any CodingKey] { [] }

    @inline(__always)
    private func begin(_ key: Key) throws {
        try stream.separate(depth: depth, start: start)
        if isOpen { stream.key(key.stringValue) } else { stream.snakeKey(key.stringValue) }
    }

    /// Like `begin`, where the protocol does not allow throwing; the stream throws at the end.
    private func member(_ key: Key) -> StreamEncoder {
        member(snake: isOpen ? key.stringValue : snakeCased(key.stringValue))
    }

    private func member(snake name: String) -> StreamEncoder {
        guard (try? stream.separate(depth: depth, start: start)) != nil else { return stream.misplaced() }
        stream.key(name)
        return StreamEncoder(stream: stream, depth: depth, start: stream.offset)
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keys: Nested.Type,
        forKey key: Key
    ) -> KeyedEncodingContainer<Nested> {
        member(key).container(keyedBy: keys)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        member(key).unkeyedContainer()
    }
    func superEncoder() -> any Encoder { member(snake: "super") }
    func superEncoder(forKey key: Key) -> any Encoder { member(key) }

    func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try begin(key)
        try stream.put(value, depth: depth)
    }
}

// One line for each type of the protocol.
// swift-format-ignore
extension StreamedObject {
    func encodeNil(forKey key: Key) throws { try begin(key); stream.null() }
    func encode(_ value: Bool, forKey key: Key) throws { try begin(key); stream.bool(value) }
    func encode(_ value: String, forKey key: Key) throws { try begin(key); stream.string(value) }
    func encode(_ value: Double, forKey key: Key) throws { try begin(key); try stream.double(value, [key]) }
    func encode(_ value: Float, forKey key: Key) throws { try begin(key); try stream.float(value, [key]) }
    func encode(_ value: Int, forKey key: Key) throws { try begin(key); stream.integer(value) }
    func encode(_ value: Int8, forKey key: Key) throws { try begin(key); stream.integer(Int(value)) }
    func encode(_ value: Int16, forKey key: Key) throws { try begin(key); stream.integer(Int(value)) }
    func encode(_ value: Int32, forKey key: Key) throws { try begin(key); stream.integer(Int(value)) }
    func encode(_ value: Int64, forKey key: Key) throws { try begin(key); stream.integer(Int(value)) }
    func encode(_ value: UInt, forKey key: Key) throws { try begin(key); stream.integer(UInt64(value)) }
    func encode(_ value: UInt8, forKey key: Key) throws { try begin(key); stream.integer(UInt64(value)) }
    func encode(_ value: UInt16, forKey key: Key) throws { try begin(key); stream.integer(UInt64(value)) }
    func encode(_ value: UInt32, forKey key: Key) throws { try begin(key); stream.integer(UInt64(value)) }
    func encode(_ value: UInt64, forKey key: Key) throws { try begin(key); stream.integer(value) }
}
