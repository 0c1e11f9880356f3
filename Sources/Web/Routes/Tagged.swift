/// A versioned resource that may be cached for a while, tagged like ``Versioned``.
public struct Tagged<Value: View>: RouteOutput {
    public var value: Value
    public var version: Int
    /// Time in seconds for which a reader may use it without revalidation.
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

/// The caching headers: for how long, and by whom.
///
/// In addition to the edge's headers: after a login, earlier anonymous answers must not be shown.
func kept(for incoming: Incoming, _ seconds: Int) -> [(name: String, value: String)] {
    let isPersonal = incoming.authorization != nil
    return [
        ("cache-control", "\(isPersonal ? "private" : "public"), max-age=\(seconds)"),
        ("vary", isPersonal ? "Accept-Language" : "Authorization"),
    ]
}
