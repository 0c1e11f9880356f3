import Crypto
import HTTPTypes

/// An answer that is the same for everyone who reads the same language, and may be kept for a while.
///
/// Its tag is made of its bytes and weak, so that it may be compressed; who has them already is answered 304.
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
        var reply = try output.reply(to: incoming)
        guard case .bytes(let bytes) = reply.body, reply.status == 200 else { return reply }
        let tag = SHA256.hash(data: bytes).prefix(12).map { byte in
            (byte < 16 ? "0" : "") + String(byte, radix: 16)
        }.joined()
        // The edge says one of the two: with a token that it varies with that, without one that it does with the language.
        let isPersonal = incoming.authorization != nil
        let headers =
            [
                (name: "etag", value: "W/\"\(tag)\""),
                (name: "cache-control", value: "\(isPersonal ? "private" : "public"), max-age=\(seconds)"),
            ] + [(name: "vary", value: isPersonal ? "Accept-Language" : "Authorization")]
        if isKnown(tag, to: incoming) { return Reply(304, headers: headers) }
        reply.headers += headers
        return reply
    }

    private func isKnown(_ tag: String, to incoming: Incoming) -> Bool {
        guard let tags = incoming.header("if-none-match").flatMap(EntityTags.init) else { return false }
        return tags.isAny || tags.tags.contains { $0.text == tag }
    }
}
