import HTTPTypes
import Kernel

/// Something with its version as the `ETag`; a caller who has that version already is answered 304.
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
        let etag: (name: String, value: String) = ("etag", "\"\(version)\"")
        if isKnown(to: incoming) { return Reply(304, headers: [etag]) }
        var reply = try value.reply(to: incoming)
        reply.headers.append(etag)
        return reply
    }

    private func isKnown(to incoming: Incoming) -> Bool {
        guard incoming.head.method == .get || incoming.head.method == .head,
            let tags = incoming.header("if-none-match").flatMap(EntityTags.init)
        else { return false }
        return tags.isAny || tags.tags.contains { $0.text == String(version) }
    }
}

extension Operation.Parameter {
    static let ifNoneMatch = Self(
        .header,
        "If-None-Match",
        .text(TextRule(length: 1...200, example: "\"3\"")),
        isRequired: false,
        description: "The ETag of a version already seen; a read answers 304 when it is still the one."
    )
}
