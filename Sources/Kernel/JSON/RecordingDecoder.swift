/// What one type has asked its decoder for.
final class Sketch {
    let recorder: Recorder
    private let name: String
    private var kind = Kind.untouched
    /// Names that were asked for before they were read: the type can do without.
    private var optional: Set<String> = []
    /// Names that were asked for null: it means something to the type.
    private var clearable: Set<String> = []
    /// Whether null is refused where it means nothing; elsewhere it is an absent member.
    private let isPatch: Bool

    private enum Kind {
        case untouched
        case value(Schema)
        case elements([Part])
        case members([(name: String, part: Part)])
    }

    /// A part whose own decoder is still at work is known only at the end.
    enum Part {
        case known(Schema)
        case sketch(Sketch)

        var schema: Schema {
            switch self {
            case .known(let schema): schema
            case .sketch(let sketch): sketch.schema
            }
        }
    }

    init(recorder: Recorder, name: String, isPatch: Bool = false) {
        self.recorder = recorder
        self.name = name
        self.isPatch = isPatch
    }

    var schema: Schema {
        switch kind {
        case .untouched: .object(name: name, [])
        case .value(let schema): schema
        case .elements(let parts): .array(parts.count == 1 ? parts[0].schema : .anything, count: nil)
        case .members(let members): .object(name: name, members.map(property))
        }
    }

    private func property(_ name: String, _ part: Part) -> Schema.Property {
        guard optional.contains(name) else { return Schema.Property(name, part.schema, isRequired: true) }
        if isPatch, !clearable.contains(name) { return Schema.Property(name, part.schema, isRequired: false) }
        if case .nullable = part.schema { return Schema.Property(name, part.schema, isRequired: false) }
        return Schema.Property(name, .nullable(part.schema), isRequired: false)
    }

    func object() {
        if case .members = kind { return }
        kind = .members([])
    }

    func array() {
        kind = .elements([])
    }

    func single(_ schema: Schema) {
        kind = .value(schema)
    }

    func element(_ part: Part) {
        guard case .elements(let parts) = kind else { return }
        kind = .elements(parts + [part])
    }

    func member(_ name: String, _ part: Part) {
        guard case .members(let members) = kind, !members.contains(where: { $0.name == name }) else { return }
        kind = .members(members + [(name, part)])
    }

    func mayLack(_ name: String) {
        optional.insert(name)
    }

    func mayClear(_ name: String) {
        clearable.insert(name)
    }

    /// The schema with the member in which a ``ClearsByName`` takes the names of those that null clears.
    var schemaWithNames: Schema {
        guard case .object(let name, let properties) = schema else { return schema }
        let names = Schema.enumeration(properties.map(\.name).filter(clearable.contains))
        let clear = Schema.Property(
            clearMember,
            .nullable(.array(names, count: nil)),
            isRequired: false,
            isDeprecated: true
        )
        return .object(name: name, properties + [clear])
    }

    /// For a container or a parent's decoder inside this one.
    func inner(_ key: String) -> Sketch {
        Sketch(recorder: recorder, name: name + camelCased("_" + key).raised)
    }
}

extension String {
    fileprivate var raised: String {
        prefix(1).uppercased() + dropFirst()
    }
}

/// Answers every question with a placeholder and writes down what was asked.
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
            sketch.member(wireName(key), .known(sample.schema))
            return sample.value
        } catch {
            throw Recorder.Unresolvable(reason: "\(wireName(key)): \(error.reason)")
        }
    }

    /// Nil is what every such reader accepts, so a structure may contain itself here.
    func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) -> Value? {
        sketch.mayLack(wireName(key))
        sketch.member(wireName(key), .known(sketch.recorder.schema(of: type)))
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
        sketch.member(name, .sketch(inner))
        return RecordingDecoder(sketch: inner)
    }

    private func wireName(_ key: Key) -> String {
        snakeCased(key.stringValue)
    }
}

/// An array of one element, however long the reader wants it.
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
