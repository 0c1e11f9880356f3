import Kernel

/// The answer to a request that makes something unless it is there: 201 with its location, otherwise 200.
public struct MadeOrFound<Value: View>: RouteOutput {
    public var value: Value
    public var path: String
    public var version: Int?
    public var isNew: Bool

    public init(_ value: Value, at path: String, version: Int? = nil, isNew: Bool) {
        self.value = value
        self.path = path
        self.version = version
        self.isNew = isNew
    }

    public static func describe(_ operation: inout Operation) {
        Value.describe(&operation)
        operation.otherSuccess = operation.success
        Created<Value>.describe(&operation)
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        if isNew { return try Created(value, at: path, version: version).reply(to: incoming) }
        let reply = try value.reply(to: incoming)
        return version.map { reply.tagged($0, for: incoming) } ?? reply
    }
}
