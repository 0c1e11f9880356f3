import Kernel

/// A resource with its version in its `ETag`; a caller who already has this answer gets 304.
public struct Versioned<Value: View>: RouteOutput {
    public var value: Value
    public var version: Int

    public init(_ value: Value, version: Int) {
        self.value = value
        self.version = version
    }

    public static func describe(_ operation: inout Operation) {
        Value.describe(&operation)
        operation.success.headers.append(.etag)
        operation.parameters.append(.ifNoneMatch)
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        try value.reply(to: incoming).tagged(version, for: incoming)
    }
}

extension Operation.Parameter {
    static let ifNoneMatch = Self(
        .header,
        "If-None-Match",
        .text(TextRule(length: 1...200, example: "\"3.1f0k2c9x\"")),
        isRequired: false,
        meaning: .words("The ETag of an earlier answer; 304 when the answer would be the same.")
    )
}
