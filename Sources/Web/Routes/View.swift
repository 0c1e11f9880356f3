import HTTPTypes
import Kernel

/// The API's representation of an object, as JSON.
public protocol View: Codable, Sendable, RouteOutput {}

extension View {
    public static func describe(_ operation: inout Operation) {
        operation.success = .json(200, "OK", Schema.recorded(for: Self.self))
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        try .json(200, self)
    }
}

/// A whole list, without pages.
public struct Listing<Element: View>: RouteOutput, Encodable {
    /// All elements of the list.
    public var data: [Element]

    public init(_ data: [Element]) {
        self.data = data
    }

    public static func describe(_ operation: inout Operation) {
        operation.success = .json(200, "OK", .list(of: Element.self, in: Self.self, "Listing"))
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        try .json(200, self)
    }
}

/// A created object with its location: a path below the root of the route.
public struct Created<Value: View>: RouteOutput {
    public var value: Value
    public var path: String
    public var version: Int?

    public init(_ value: Value, at path: String, version: Int? = nil) {
        self.value = value
        self.path = path
        self.version = version
    }

    public static func describe(_ operation: inout Operation) {
        operation.success = .json(201, "Created", Schema.recorded(for: Value.self))
        operation.success.headers = [.location]
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        var reply = try Reply.json(201, value)
        reply.headers.append(("location", incoming.prefix + incoming.root + path))
        return version.map { reply.tagged($0, for: incoming) } ?? reply
    }
}

/// Work that continues after the answer, with the location of its result: a path below the root of the route.
public struct Accepted<Value: View>: RouteOutput {
    public var value: Value
    public var path: String?

    public init(_ value: Value, at path: String? = nil) {
        self.value = value
        self.path = path
    }

    public static func describe(_ operation: inout Operation) {
        operation.success = .json(202, "Accepted", Schema.recorded(for: Value.self))
        operation.success.headers = [.location]
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        var reply = try Reply.json(202, value)
        if let path { reply.headers.append(("location", incoming.prefix + incoming.root + path)) }
        return reply
    }
}

/// Success without content.
public struct NoContent: RouteOutput {
    public init() {}

    public static func describe(_ operation: inout Operation) {
        operation.success = Operation.Success(status: 204, description: "No content")
    }

    public func reply(to incoming: Incoming) -> Reply {
        Reply(204)
    }
}

extension Reply {
    public static func json(_ status: Int, _ value: some Encodable) throws -> Reply {
        Reply(status, headers: [("content-type", "application/json")], body: .bytes(try JSON.encode(value)))
    }
}

extension Operation.Success {
    public static func json(_ status: Int, _ description: String, _ schema: Schema) -> Self {
        Self(status: status, description: description, mediaType: "application/json", schema: schema)
    }
}

extension Operation.Parameter {
    static let location = Self(
        .header,
        "Location",
        .text(TextRule(format: "uri-reference")),
        isRequired: false,
        meaning: .words("The path of the new resource.")
    )
    static let etag = Self(
        .header,
        "ETag",
        .text(TextRule(example: "\"3.1f0k2c9x\"")),
        isRequired: false,
        meaning: .words("The version and, after a dot, a hash of the answer; for If-Match and If-None-Match.")
    )
    static let link = Self(
        .header,
        "Link",
        .text(TextRule(example: "</things?limit=20>; rel=\"first\"")),
        isRequired: false,
        meaning: .words("Links to the first, previous and next page (RFC 8288).")
    )
}

extension Schema {
    /// An object with the elements under `data`, and the further members of the list.
    static func list<Element: Decodable>(
        of _: Element.Type,
        in list: Any.Type,
        _ kind: String,
        _ more: [Property] = []
    ) -> Schema {
        let element = Schema.recorded(for: Element.self)
        var name = kind
        if case .object(let of, _) = element { name = "\(of).\(kind)" }
        let data = Property(
            "data",
            .array(element, count: nil),
            isRequired: true,
            meaning: .property(of: list, as: Element.self)
        )
        return .object(name: name, [data] + more)
    }
}

extension Incoming {
    /// The path sent by the caller, with the mount's prefix.
    public var fullPath: String {
        guard let target = head.path else { return path }
        return forwardedPrefix + target.before("?")
    }

    /// The prefix of the mount: empty at the root, otherwise such as `/caf`.
    public var prefix: String {
        let full = fullPath
        return full.ends(with: path)
            ? String(decoding: full.utf8.dropLast(path.utf8.count), as: UTF8.self) : ""
    }
}
