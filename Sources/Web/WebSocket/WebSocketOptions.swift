/// What one kind of WebSocket puts up with.
public struct WebSocketOptions: Sendable {
    /// The largest message that is read, after it has been expanded.
    public var maxMessage = 64 << 10
    /// How much may wait to be written before the client counts as too slow.
    public var maxQueuedMessages = 1_024
    public var maxQueuedBytes = 1 << 20
    /// Whether permessage-deflate is agreed to.
    ///
    /// Each connection that uses it holds some 300 kB of zlib's, so it is not for thousands of listeners.
    public var compresses = false
    /// A client that has been silent for so long is pinged.
    public var pingInterval = Duration.seconds(25)
    /// And cut off when nothing has come from it for so long after that.
    public var pingTimeout = Duration.seconds(20)
    /// How long the client may take to answer a close.
    public var closeTimeout = Duration.seconds(5)

    public init() {}
}
