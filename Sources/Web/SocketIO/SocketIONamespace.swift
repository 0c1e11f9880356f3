import Kernel

/// The server's behaviour in one namespace of Socket.IO.
public struct SocketIONamespace: Sendable {
    /// Admits a client by its credentials, or throws ``SocketIORefusal``; the returned closure runs after the
    /// client has been informed.
    public typealias Connect =
        @Sendable (SocketIOSocket, _ auth: JSONValue) async throws -> (@Sendable () async -> Void)?
    /// Answers an event; the answer is sent if the client expects one.
    public typealias Handle = @Sendable (SocketIOSocket, SocketIOMessage) async -> SocketIOMessage

    let connect: Connect
    let events: [String: Handle]
    /// Answers the events without a handler; nil ignores them.
    let otherwise: Handle?
    let disconnected: @Sendable (SocketIOSocket) -> Void

    public init(
        connect: @escaping Connect,
        events: [String: Handle] = [:],
        otherwise: Handle? = nil,
        disconnected: @escaping @Sendable (SocketIOSocket) -> Void = { _ in }
    ) {
        self.connect = connect
        self.events = events
        self.otherwise = otherwise
        self.disconnected = disconnected
    }
}

/// A refused connection, with the reason for the client.
public struct SocketIORefusal: Error, Sendable {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }
}

/// The limits of a Socket.IO server.
public struct SocketIOOptions: Sendable {
    public var pingInterval = Duration.seconds(25)
    public var pingTimeout = Duration.seconds(20)
    /// A client without a namespace after this time is disconnected.
    public var connectTimeout = Duration.seconds(10)
    public var maxPayload = 1_000_000
    public var maxSessions = 20_000
    public var maxQueuedMessages = 2_048
    public var maxQueuedBytes = 1 << 20
    /// The number of events waiting for their handlers before the client has to wait.
    public var maxWaitingEvents = 64
    public var maxNamespaces = 8
    /// A client is disconnected after this many refusals.
    public var maxRefusals = 3
    /// Limit for packets of a client in a time window.
    public var maxPackets = 1_000
    public var packetWindow = Duration.seconds(10)

    public init() {}
}
