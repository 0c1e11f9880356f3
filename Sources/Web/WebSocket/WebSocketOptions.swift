/// The limits of one kind of WebSocket.
public struct WebSocketOptions: Sendable {
    /// The largest message, after its expansion.
    public var maxMessage = 64 << 10
    /// Limit for queued messages, above which the client counts as too slow.
    public var maxQueuedMessages = 1_024
    public var maxQueuedBytes = 1 << 20
    /// Whether permessage-deflate is accepted.
    ///
    /// Each connection that uses it holds some 300 kB of zlib's memory, so it is not for thousands of
    /// clients.
    public var compresses = false
    /// Silence after which a client is pinged.
    public var pingInterval = Duration.seconds(25)
    /// Further silence after which it is disconnected.
    public var pingTimeout = Duration.seconds(20)
    /// Time limit for the client's answer to a close.
    public var closeTimeout = Duration.seconds(5)

    public init() {}
}
