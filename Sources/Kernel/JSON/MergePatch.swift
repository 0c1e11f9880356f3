/// A partial update (RFC 7396): an absent member stays unchanged, null clears a ``Change``, and is refused
/// for other members.
public protocol MergePatch: Decodable {}

/// A patch that still accepts the names of members to clear in `clear`, the way before null was supported.
public protocol ClearsByName: MergePatch, SendableMetatype {}

/// The change of an optional member by a ``MergePatch``.
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

    /// Whether the patch contains the member, with a value or with null.
    public var isGiven: Bool {
        if case .keep = self { false } else { true }
    }

    /// The new value; nil when the member is absent or null.
    public var value: Value? {
        if case .set(let value) = self { value } else { nil }
    }

    /// `nil` leaves the member unchanged.
    public init(_ value: Value?) {
        self = value.map(Self.set) ?? .keep
    }
}

extension Change: Equatable where Value: Equatable {}

extension Change: Decodable where Value: Decodable {
    /// Outside of a keyed container nothing can be absent.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        self = container.decodeNil() ? .clear : .set(try container.decode(Value.self))
    }
}

extension KeyedDecodingContainer {
    /// Synthesised initialisers decode a ``Change`` with this method, so that absence has its own case.
    public func decode<Value: Decodable>(_: Change<Value>.Type, forKey key: Key) throws -> Change<Value> {
        guard contains(key) else { return .keep }
        return try decodeNil(forKey: key) ? .clear : .set(decode(Value.self, forKey: key))
    }
}

extension ClearsByName {
    /// The document with null for each name in `clear` without a value of its own.
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
