/// An answer that is the same for all readers of a language, and may be cached for a while.
///
/// Its tag is a hash of its bytes; a reader with the same bytes gets 304.
public struct Cached<Output: RouteOutput>: RouteOutput {
    public var output: Output
    public var seconds: Int

    public init(_ output: Output, seconds: Int) {
        self.output = output
        self.seconds = seconds
    }

    public static func describe(_ operation: inout Operation) {
        Output.describe(&operation)
        operation.success.headers.append(.etag)
        operation.parameters.append(.ifNoneMatch)
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        try output.reply(to: incoming).tagged(nil, kept(for: incoming, seconds), for: incoming)
    }
}
