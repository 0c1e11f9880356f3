/// An answer that is the same for everyone who reads the same language, and may be kept for a while.
///
/// Its tag is a hash of its bytes; who has them already is answered 304.
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
