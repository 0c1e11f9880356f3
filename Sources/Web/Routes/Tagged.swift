/// Something with a version that may be kept for a while, tagged as ``Versioned`` is.
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
        try value.reply(to: incoming).tagged(version, kept(for: incoming, seconds), for: incoming)
    }
}

/// How long an answer may be kept, and by whom.
///
/// What the edge does not say by itself: who logs in is not shown what they saw before.
func kept(for incoming: Incoming, _ seconds: Int) -> [(name: String, value: String)] {
    let isPersonal = incoming.authorization != nil
    return [
        ("cache-control", "\(isPersonal ? "private" : "public"), max-age=\(seconds)"),
        ("vary", isPersonal ? "Accept-Language" : "Authorization"),
    ]
}
