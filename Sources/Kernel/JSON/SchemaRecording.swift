import Synchronization

extension Schema {
    /// The input of `Value`: its `init(from:)` is run once with a decoder that records every request and
    /// answers with placeholders.
    ///
    /// Parts that cannot be determined are `.anything` and named in ``unresolved``.
    public static func recorded<Value: Decodable>(for type: Value.Type) -> Schema {
        entry(for: type).schema
    }

    /// The undetermined parts of `Value`, with reasons.
    ///
    /// A test checks that this is empty for all types of the API.
    public static func unresolved<Value: Decodable>(in type: Value.Type) -> [String] {
        entry(for: type).unresolved
    }

    /// The same for all types recorded so far.
    public static var unresolved: [String] {
        Set(records.withLock { Array($0.values) }.flatMap(\.unresolved)).sorted()
    }

    public init<Value: Decodable>(of type: Value.Type) {
        self = Self.recorded(for: type)
    }

    struct Entry: Sendable {
        let schema: Schema
        let unresolved: [String]
        /// The type, if null also has an older spelling in its documents.
        let clearing: (any ClearsByName.Type)?
    }

    private static let records = Mutex<[ObjectIdentifier: Entry]>([:])

    /// Recorded outside the lock, because it runs foreign code.
    ///
    /// Two threads may do it at the same time, with the same result.
    static func entry<Value: Decodable>(for type: Value.Type) -> Entry {
        let key = ObjectIdentifier(type)
        if let known = records.withLock({ $0[key] }) { return known }
        let recorder = Recorder()
        let entry = Entry(
            schema: recorder.schema(of: type),
            unresolved: recorder.unresolved,
            clearing: type as? any ClearsByName.Type
        )
        records.withLock { $0[key] = entry }
        return entry
    }
}

/// Walks over types, and remembers the enclosing ones to detect recursion.
final class Recorder {
    private(set) var unresolved: [String] = []
    private var inside: [ObjectIdentifier] = []

    /// No value of a type could be made, so the rest of its owner stays unknown.
    struct Unresolvable: Error {
        let reason: String
    }

    /// The schema alone, where no value is needed, such as for the elements of an array.
    func schema<Value: Decodable>(of type: Value.Type) -> Schema {
        if inside.contains(ObjectIdentifier(type)) { return .reference(componentName(of: type)) }
        do {
            return try sample(of: type).schema
        } catch {
            unresolved.append(error.reason)
            return .anything
        }
    }

    /// The schema, and a placeholder value.
    func sample<Value: Decodable>(of type: Value.Type) throws(Unresolvable) -> (schema: Schema, value: Value)
    {
        if let known = described(type) ?? shaped(type) ?? enumerated(type) { return known }
        let key = ObjectIdentifier(type)
        guard !inside.contains(key) else {
            throw Unresolvable(reason: "it contains itself without an optional step")
        }
        inside.append(key)
        defer { inside.removeLast() }
        let sketch = Sketch(
            recorder: self,
            name: componentName(of: type),
            of: type,
            isPatch: type is any MergePatch.Type
        )
        do {
            let value = try Value(from: RecordingDecoder(sketch: sketch))
            return (type is any ClearsByName.Type ? sketch.schemaWithNames : sketch.schema, value)
        } catch {
            throw Unresolvable(reason: describe(type, error))
        }
    }

    func record(_ reason: String) {
        unresolved.append(reason)
    }

    private func described<Value>(_ type: Value.Type) -> (Schema, Value)? {
        guard let known = type as? any Described.Type, let value = known.placeholder as? Value else {
            return nil
        }
        return (known.schema, value)
    }

    private func shaped<Value>(_ type: Value.Type) -> (Schema, Value)? {
        guard let known = type as? any Recordable.Type, let value = known.blank as? Value else { return nil }
        return (known.shape(by: self), value)
    }

    /// The order of `allCases`; an enumeration with hidden cases is run like any other type.
    private func enumerated<Value>(_ type: Value.Type) -> (Schema, Value)? {
        guard let known = type as? any CaseIterable.Type, let first = cases(of: known).first as? Value else {
            return nil
        }
        let raw = cases(of: known).map { ($0 as? any RawRepresentable)?.rawValue }
        let words = raw.compactMap { $0 as? String }
        if words.count == raw.count {
            return (known is any OpenWords.Type ? .openEnumeration(words) : .enumeration(words), first)
        }
        let numbers = raw.compactMap { $0 as? Int }
        guard numbers.count == raw.count, let low = numbers.min(), let high = numbers.max() else {
            return nil
        }
        return (.integer(low...high), first)
    }

    private func cases<Cases: CaseIterable>(of _: Cases.Type) -> [Any] {
        Array(Cases.allCases)
    }

    private func describe(_ type: Any.Type, _ error: any Error) -> String {
        let name = componentName(of: type)
        return switch error {
        case let error as Unresolvable: "\(name): \(error.reason)"
        case let error as Refusal: "\(name) refuses a placeholder (\(error.code)); make it Described"
        default: "\(name) does not accept a placeholder; make it Described"
        }
    }
}

/// A type of the standard library with a known schema.
protocol Recordable {
    static var blank: Self { get }
    static func shape(by recorder: Recorder) -> Schema
}

// swift-format-ignore
extension Recordable where Self: FixedWidthInteger {
    static var blank: Self { 0 }
    static func shape(by _: Recorder) -> Schema {
        Int64(exactly: Self.min) == .min && Int64(exactly: Self.max) == .max ? .integer(nil) : .integer(Int(clamping: Self.min)...Int(clamping: Self.max))
    }
}

extension Int: Recordable {}
extension Int8: Recordable {}
extension Int16: Recordable {}
extension Int32: Recordable {}
extension Int64: Recordable {}
extension UInt: Recordable {}
extension UInt8: Recordable {}
extension UInt16: Recordable {}
extension UInt32: Recordable {}
extension UInt64: Recordable {}

extension Bool: Recordable {
    static var blank: Bool { false }
    static func shape(by _: Recorder) -> Schema { .boolean }
}

extension Double: Recordable {
    static var blank: Double { 0 }
    static func shape(by _: Recorder) -> Schema { .number }
}

extension Float: Recordable {
    static var blank: Float { 0 }
    static func shape(by _: Recorder) -> Schema { .number }
}

extension String: Recordable {
    static var blank: String { "" }
    static func shape(by _: Recorder) -> Schema { .text(TextRule()) }
}

extension Array: Recordable where Element: Decodable {
    static var blank: [Element] { [] }
    static func shape(by recorder: Recorder) -> Schema {
        .array(recorder.schema(of: Element.self), count: nil)
    }
}

extension Set: Recordable where Element: Decodable {
    static var blank: Set<Element> { [] }
    static func shape(by recorder: Recorder) -> Schema {
        .array(recorder.schema(of: Element.self), count: nil)
    }
}

extension Optional: Recordable where Wrapped: Decodable {
    static var blank: Wrapped? { nil }
    static func shape(by recorder: Recorder) -> Schema { .nullable(recorder.schema(of: Wrapped.self)) }
}

extension Dictionary: Recordable where Key: Decodable, Value: Decodable {
    static var blank: [Key: Value] { [:] }
    static func shape(by recorder: Recorder) -> Schema {
        if Key.self == String.self || Key.self is any CodingKeyRepresentable.Type {
            return .map(recorder.schema(of: Value.self))
        }
        recorder.record(
            "\(componentName(of: Self.self)): its keys are not strings, so it is encoded as an array of pairs"
        )
        return .anything
    }
}

/// A structure with a different name in the API document.
public protocol SchemaNamed {
    static var schemaName: String { get }
}

/// `Module.ServiceRequest.View` becomes `ServiceRequestView`, `Web.Page<CAF.Item>` becomes `PageItem`.
func componentName(of type: Any.Type) -> String {
    if let named = type as? any SchemaNamed.Type { return named.schemaName }
    let separators: Set<Character> = ["<", ">", ",", " "]
    return withoutParentheses(qualifiedName(of: type))
        .split(whereSeparator: separators.contains)
        .map { qualified in
            let parts = qualified.split(separator: ".")
            return parts.dropFirst(parts.count > 1 ? 1 : 0).joined()
        }
        .joined()
        .filter { $0.isLetter || $0.isNumber || $0 == "_" }
}

/// `String(reflecting:)` of a type, without its search for a description that the type might give itself.
///
/// That search walks through the conformances of the whole program, for every type anew.
func qualifiedName(of type: Any.Type) -> String { _typeName(type, qualified: true) }

/// Without the `(unknown context at $7f…)` of private and local types.
private func withoutParentheses(_ name: String) -> String {
    var depth = 0
    return name.filter { character in
        if character == "(" { depth += 1 }
        defer { if character == ")" { depth -= 1 } }
        return depth == 0
    }
}
