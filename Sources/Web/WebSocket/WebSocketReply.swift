import Kernel

/// The answer that turns the connection into a WebSocket (101); `serve` uses it until one side closes.
public struct WebSocketReply: RouteOutput {
    private let handshake: WebSocketHandshake
    private let options: WebSocketOptions
    private let subprotocol: String?
    private let serve: @Sendable (WebSocket) async -> Void

    /// `speaking` names the supported subprotocols; the client's first supported one is chosen.
    public init(
        _ handshake: WebSocketHandshake,
        _ options: WebSocketOptions = WebSocketOptions(),
        speaking known: [String] = [],
        serve: @escaping @Sendable (WebSocket) async -> Void
    ) {
        self.handshake = handshake
        self.options = options
        subprotocol = handshake.protocols.first(where: known.contains)
        self.serve = serve
    }

    public static func describe(_ operation: inout Operation) {
        operation.success = Operation.Success(
            status: 101,
            description: "Switching protocols: the connection becomes a WebSocket"
        )
    }

    public func reply(to incoming: Incoming) -> Reply {
        var headers = [
            (name: "Upgrade", value: "websocket"), ("Connection", "Upgrade"),
            ("Sec-WebSocket-Accept", handshake.accept),
        ]
        let offered = incoming.header("sec-websocket-extensions")
        let terms = options.compresses ? offered.flatMap(WebSocketDeflate.accepting) : nil
        if let terms { headers.append(("Sec-WebSocket-Extensions", terms.header)) }
        if let subprotocol { headers.append(("Sec-WebSocket-Protocol", subprotocol)) }
        let session = WebSocketSession(options: options, terms: terms, body: incoming.body, serve: serve)
        return Reply(
            101,
            headers: headers,
            body: .stream(length: nil) { writer in
                // Without a connection, as in a test of the chain alone, there is no client.
                guard let writer = writer as? ChannelBodyWriter else { throw WebSocketCut() }
                try await session.run(on: writer)
            }
        )
    }
}

/// A route with a ``WebSocketReply``.
///
/// Browsers can send the token, and the request has no end.
public func GetSocket<Call: CallContext, each Input: RouteInput, Output: RouteOutput>(
    _ path: String,
    _ handler: @escaping @Sendable (Call, repeat each Input) async throws -> Output,
    _ permission: Permission,
    _ summary: String,
    details: String? = nil
) -> Route<Call> {
    var route = Route("GET", path, permission, summary, details: details, handler).upTo(bytes: .max)
    route.policy.takesSocketToken = true
    return route
}
