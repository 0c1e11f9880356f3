/// A body that changes members of something (RFC 7396): an absent member stays, null clears a ``Change``, and is refused for the others.
public protocol MergePatch: Decodable {}

/// A patch that still takes the names of members to clear in `clear`, as it did before null could say so.
public protocol ClearsByName: MergePatch {}

/// The change that a ``MergePatch`` makes to a member that may be missing.
public enum Change<Value: Sendable>: Sendable {
    case keep
    case clear
    case set(Value)

    /// The member after the change.
    public func applied(to current: Value?) -> Value? {
        switch self {
        case .keep: current
        case .clear: nil
        case .set(let value): value
        }
    }

    public func map<Other>(_ transform: (Value) throws -> Other) rethrows -> Change<Other> {
        switch self {
        case .keep: .keep
        case .clear: .clear
        case .set(let value): .set(try transform(value))
        }
    }

    /// Whether the patch names the member, with a value or with null.
    public var isGiven: Bool {
        if case .keep = self { false } else { true }
    }

    /// The new value, where there is one.
    public var value: Value? {
        if case .set(let value) = self { value } else { nil }
    }

    /// `nil` keeps.
    public init(_ value: Value?) {
        self = value.map(Self.set) ?? .keep
    }
}

extension Change: Equatable where Value: Equatable {}

extension Change: Decodable where Value: Decodable {
    /// Anywhere but in a keyed container nothing can be absent.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .clear : .set(try container.decode(Value.self))
    }
}

extension KeyedDecodingContainer {
    /// The reader that synthesised initialisers take for a ``Change``: absence is an answer of its own.
    public func decode<Value: Decodable>(_: Change<Value>.Type, forKey key: Key) throws -> Change<Value> {
        guard contains(key) else { return .keep }
        return try decodeNil(forKey: key) ? .clear : .set(decode(Value.self, forKey: key))
    }
}

extension ClearsByName {
    /// The document with null for each name in `clear` that has no value of its own.
    static func withoutNames(_ document: JSONValue) -> JSONValue {
        guard case .object(var members) = document, let names = members[clearMember]?.arrayValue else {
            return document
        }
        members[clearMember] = nil
        for name in names.compactMap(\.stringValue) where members[name] == nil { members[name] = .null }
        return .object(members)
    }
}

/// The member of ``ClearsByName``.
let clearMember = "clear"
