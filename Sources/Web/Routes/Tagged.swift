import Crypto
import HTTPTypes

/// Something with a version, of which more changes than that: its `ETag` is the version and a hash of what is shown.
///
/// What stands before the dot is what ``IfMatch`` looks at; the whole is what a reader compares, who is answered 304.
public struct Tagged<Value: View>: RouteOutput {
    public var value: Value
    public var version: Int
    /// How long a reader may keep it without asking.
    public var seconds: Int

    public init(_ value: Value, version: Int, seconds: Int = 0) {
        self.value = value
        self.version = version
        self.seconds = seconds
    }

    public static func describe(_ operation: inout Operation) {
        Value.describe(&operation)
        operation.success.headers.append(.etag)
        operation.parameters.append(.ifNoneMatch)
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        var reply = try value.reply(to: incoming)
        guard case .bytes(let bytes) = reply.body else { return reply }
        let hash = SHA256.hash(data: bytes).prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let tag = "\(version).\(String(hash, radix: 36))"
        // What the edge does not say by itself: who logs in is not shown what they saw before.
        let isPersonal = incoming.authorization != nil
        let headers =
            [
                (name: "etag", value: "\"\(tag)\""),
                (name: "cache-control", value: "\(isPersonal ? "private" : "public"), max-age=\(seconds)"),
            ] + [(name: "vary", value: isPersonal ? "Accept-Language" : "Authorization")]
        let isRead = incoming.head.method == .get || incoming.head.method == .head
        if isRead, let tags = incoming.header("if-none-match").flatMap(EntityTags.init),
            tags.isAny || tags.tags.contains(where: { $0.text == tag })
        {
            return Reply(304, headers: headers)
        }
        reply.headers += headers
        return reply
    }
}
