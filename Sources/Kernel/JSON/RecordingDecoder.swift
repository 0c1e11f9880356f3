/// Answers every request with a placeholder and records the requests.
struct RecordingDecoder: Decoder {
    let sketch: Sketch

    var codingPath: [any CodingKey] { [] }
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy: Key.Type) throws -> KeyedDecodingContainer<Key> {
        guard !Key.isOpen else {
            throw Recorder.Unresolvable(reason: "it reads members of any name; make it Described")
        }
        sketch.object()
        return KeyedDecodingContainer(RecordedObject<Key>(sketch: sketch))
    }

    func unkeyedContainer() -> any UnkeyedDecodingContainer {
        sketch.array()
        return RecordedArray(sketch: sketch)
    }

    func singleValueContainer() -> any SingleValueDecodingContainer {
        RecordedValue(sketch: sketch)
    }
}

private struct RecordedObject<Key: CodingKey>: KeyedDecodingContainerProtocol {
    let sketch: Sketch

    var codingPath: [any CodingKey] { [] }
    var allKeys: [Key] { [] }

    func contains(_ key: Key) -> Bool {
        sketch.mayLack(wireName(key))
        return true
    }

    func decodeNil(forKey key: Key) -> Bool {
        sketch.mayClear(wireName(key))
        return false
    }

    func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value {
        do throws(Recorder.Unresolvable) {
            let sample = try sketch.recorder.sample(of: type)
            sketch.member(wireName(key), .known(sample.schema), as: type)
            return sample.value
        } catch {
            throw Recorder.Unresolvable(reason: "\(wireName(key)): \(error.reason)")
        }
    }

    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) -> Value? {
        lacking(type, key)
    }

    /// Every such reader accepts nil, so a structure may contain itself here.
    fileprivate func lacking<Value: Decodable>(_ type: Value.Type, _ key: Key) -> Value? {
        sketch.mayLack(wireName(key))
        sketch.member(wireName(key), .known(sketch.recorder.schema(of: type)), as: type)
        return nil
    }

    func nestedContainer<Nested: CodingKey>(
        keyedBy keys: Nested.Type,
        forKey key: Key
    ) throws -> KeyedDecodingContainer<Nested> {
        try inner(wireName(key)).container(keyedBy: keys)
    }

    func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedDecodingContainer {
        inner(wireName(key)).unkeyedContainer()
    }

    func superDecoder() -> any Decoder { inner("super") }
    func superDecoder(forKey key: Key) -> any Decoder { inner(wireName(key)) }

    private func inner(_ name: String) -> RecordingDecoder {
        let inner = sketch.inner(name)
        sketch.member(name, .sketch(inner), as: JSONValue.self)
        return RecordingDecoder(sketch: inner)
    }

    private func wireName(_ key: Key) -> String {
        snakeCased(key.stringValue)
    }
}

// The protocol has a method for each of these types; the defaults would ask for null.
// swift-format-ignore
extension RecordedObject {
    func decodeIfPresent(_ type: Bool.Type, forKey key: Key) -> Bool? { lacking(type, key) }
    func decodeIfPresent(_ type: String.Type, forKey key: Key) -> String? { lacking(type, key) }
    func decodeIfPresent(_ type: Double.Type, forKey key: Key) -> Double? { lacking(type, key) }
    func decodeIfPresent(_ type: Float.Type, forKey key: Key) -> Float? { lacking(type, key) }
    func decodeIfPresent(_ type: Int.Type, forKey key: Key) -> Int? { lacking(type, key) }
    func decodeIfPresent(_ type: Int8.Type, forKey key: Key) -> Int8? { lacking(type, key) }
    func decodeIfPresent(_ type: Int16.Type, forKey key: Key) -> Int16? { lacking(type, key) }
    func decodeIfPresent(_ type: Int32.Type, forKey key: Key) -> Int32? { lacking(type, key) }
    func decodeIfPresent(_ type: Int64.Type, forKey key: Key) -> Int64? { lacking(type, key) }
    func decodeIfPresent(_ type: UInt.Type, forKey key: Key) -> UInt? { lacking(type, key) }
    func decodeIfPresent(_ type: UInt8.Type, forKey key: Key) -> UInt8? { lacking(type, key) }
    func decodeIfPresent(_ type: UInt16.Type, forKey key: Key) -> UInt16? { lacking(type, key) }
    func decodeIfPresent(_ type: UInt32.Type, forKey key: Key) -> UInt32? { lacking(type, key) }
    func decodeIfPresent(_ type: UInt64.Type, forKey key: Key) -> UInt64? { lacking(type, key) }
}

/// An array of one element, whatever the reader's expected length.
private struct RecordedArray: UnkeyedDecodingContainer {
    let sketch: Sketch
    private(set) var currentIndex = 0

    init(sketch: Sketch) {
        self.sketch = sketch
    }

    var codingPath: [any CodingKey] { [] }
    var count: Int? { nil }
    var isAtEnd: Bool { currentIndex > 0 }

    func decodeNil() -> Bool { false }

    mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let sample = try sketch.recorder.sample(of: type)
        currentIndex += 1
        sketch.element(.known(sample.schema))
        return sample.value
    }

    mutating func nestedContainer<Key: CodingKey>(
        keyedBy keys: Key.Type
    ) throws -> KeyedDecodingContainer<Key> {
        try inner().container(keyedBy: keys)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedDecodingContainer { inner().unkeyedContainer() }
    mutating func superDecoder() -> any Decoder { inner() }

    private mutating func inner() -> RecordingDecoder {
        let inner = sketch.inner("element")
        currentIndex += 1
        sketch.element(.sketch(inner))
        return RecordingDecoder(sketch: inner)
    }
}

private struct RecordedValue: SingleValueDecodingContainer {
    let sketch: Sketch

    var codingPath: [any CodingKey] { [] }

    func decodeNil() -> Bool { false }

    func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
        let sample = try sketch.recorder.sample(of: type)
        sketch.single(sample.schema)
        return sample.value
    }
}
