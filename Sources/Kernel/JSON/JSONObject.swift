/// The members of a JSON object in their written order; each name occurs once.
public struct JSONObject: Sendable {
    public struct Member: Sendable, Hashable {
        public let name: String
        public var value: JSONValue
    }

    public private(set) var members: [Member] = []
    /// Positions by name, for objects too large for a linear search.
    private var positions: [String: Int] = [:]

    private static let walkable = 8

    public init() {}

    public var isEmpty: Bool { members.isEmpty }
    public var count: Int { members.count }
    public var names: [String] { members.map(\.name) }

    public func contains(_ name: String) -> Bool {
        position(of: name) != nil
    }

    /// Setting nil removes the member; a new name is added at the end.
    public subscript(name: String) -> JSONValue? {
        get { position(of: name).map { members[$0].value } }
        set {
            switch (position(of: name), newValue) {
            case (let position?, let value?): members[position].value = value
            case (let position?, nil): remove(at: position)
            case (nil, let value?): append(name, value)
            case (nil, nil): break
            }
        }
    }

    /// Adds a member; false when the name already exists.
    mutating func add(_ name: String, _ value: JSONValue) -> Bool {
        guard position(of: name) == nil else { return false }
        append(name, value)
        return true
    }

    func sorted(by transform: (JSONValue) -> JSONValue) -> JSONObject {
        var object = JSONObject()
        let ordered = members.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for member in ordered { object.append(member.name, transform(member.value)) }
        return object
    }

    private func position(of name: String) -> Int? {
        if members.count > Self.walkable { return positions[name] }
        return members.firstIndex { $0.name == name }
    }

    private mutating func append(_ name: String, _ value: JSONValue) {
        members.append(Member(name: name, value: value))
        if members.count == Self.walkable + 1 {
            index()
        } else if members.count > Self.walkable {
            positions[name] = members.count - 1
        }
    }

    private mutating func remove(at position: Int) {
        members.remove(at: position)
        index()
    }

    private mutating func index() {
        positions.removeAll()
        guard members.count > Self.walkable else { return }
        for (position, member) in members.enumerated() { positions[member.name] = position }
    }
}

extension JSONObject: Hashable {
    public static func == (left: Self, right: Self) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.name] == $0.value }
    }

    public func hash(into hasher: inout Hasher) {
        hasher.combine(members.reduce(0) { $0 ^ $1.hashValue })
    }
}

extension JSONObject: Sequence {
    public func makeIterator() -> IndexingIterator<[Member]> {
        members.makeIterator()
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    public init(dictionaryLiteral members: (String, JSONValue)...) {
        for (name, value) in members { self[name] = value }
    }
}

extension JSONObject: JSONWritable {
    public func write(to writer: inout JSONWriter) {
        writer.raw("{")
        for (position, member) in members.enumerated() {
            if position > 0 { writer.raw(",") }
            writer.key(member.name)
            member.value.write(to: &writer)
        }
        writer.raw("}")
    }
}
