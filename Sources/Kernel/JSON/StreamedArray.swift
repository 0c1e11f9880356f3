/// The elements of an array, written one by one.
struct StreamedArray: UnkeyedEncodingContainer {
    private let stream: EncodedStream
    private let depth: Int
    private let start: Int
    private(set) var count = 0

    init(stream: EncodedStream, depth: Int, start: Int) {
        self.stream = stream
        self.depth = depth
        self.start = start
    }

    var codingPath: [any CodingKey] { [] }

    @inline(__always)
    private mutating func begin() throws {
        try stream.separate(depth: depth, start: start)
        count += 1
    }

    private mutating func element() -> StreamEncoder {
        guard (try? begin()) != nil else { return stream.misplaced() }
        return StreamEncoder(stream: stream, depth: depth, start: stream.offset)
    }

    mutating func nestedContainer<Key: CodingKey>(keyedBy keys: Key.Type) -> KeyedEncodingContainer<Key> {
        element().container(keyedBy: keys)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { element().unkeyedContainer() }
    mutating func superEncoder() -> any Encoder { element() }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        try begin()
        try stream.put(value, depth: depth)
    }
}

// One line for each type of the protocol.
// swift-format-ignore
extension StreamedArray {
    mutating func encodeNil() throws { try begin(); stream.null() }
    mutating func encode(_ value: Bool) throws { try begin(); stream.bool(value) }
    mutating func encode(_ value: String) throws { try begin(); stream.string(value) }
    mutating func encode(_ value: Double) throws { try begin(); try stream.double(value, []) }
    mutating func encode(_ value: Float) throws { try begin(); try stream.float(value, []) }
    mutating func encode(_ value: Int) throws { try begin(); stream.integer(value) }
    mutating func encode(_ value: Int8) throws { try begin(); stream.integer(Int(value)) }
    mutating func encode(_ value: Int16) throws { try begin(); stream.integer(Int(value)) }
    mutating func encode(_ value: Int32) throws { try begin(); stream.integer(Int(value)) }
    mutating func encode(_ value: Int64) throws { try begin(); stream.integer(Int(value)) }
    mutating func encode(_ value: UInt) throws { try begin(); stream.integer(UInt64(value)) }
    mutating func encode(_ value: UInt8) throws { try begin(); stream.integer(UInt64(value)) }
    mutating func encode(_ value: UInt16) throws { try begin(); stream.integer(UInt64(value)) }
    mutating func encode(_ value: UInt32) throws { try begin(); stream.integer(UInt64(value)) }
    mutating func encode(_ value: UInt64) throws { try begin(); stream.integer(value) }
}

/// The single value of an encoder.
struct StreamedValue: SingleValueEncodingContainer {
    let stream: EncodedStream
    let depth: Int

    var codingPath: [any CodingKey] { [] }

    func encode<Value: Encodable>(_ value: Value) throws { try stream.put(value, depth: depth) }
}

// One line for each type of the protocol.
// swift-format-ignore
extension StreamedValue {
    func encodeNil() { stream.null() }
    func encode(_ value: Bool) { stream.bool(value) }
    func encode(_ value: String) { stream.string(value) }
    func encode(_ value: Double) throws { try stream.double(value, []) }
    func encode(_ value: Float) throws { try stream.float(value, []) }
    func encode(_ value: Int) { stream.integer(value) }
    func encode(_ value: Int8) { stream.integer(Int(value)) }
    func encode(_ value: Int16) { stream.integer(Int(value)) }
    func encode(_ value: Int32) { stream.integer(Int(value)) }
    func encode(_ value: Int64) { stream.integer(Int(value)) }
    func encode(_ value: UInt) { stream.integer(UInt64(value)) }
    func encode(_ value: UInt8) { stream.integer(UInt64(value)) }
    func encode(_ value: UInt16) { stream.integer(UInt64(value)) }
    func encode(_ value: UInt32) { stream.integer(UInt64(value)) }
    func encode(_ value: UInt64) { stream.integer(value) }
}
