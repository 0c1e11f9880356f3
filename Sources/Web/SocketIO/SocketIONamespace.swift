import Kernel

/// What a server does in one namespace of Socket.IO.
public struct SocketIONamespace: Sendable {
    /// Lets someone in by what they say of themselves, or throws ``SocketIORefusal``; what it returns is done once they have been told.
    public typealias Connect =
        @Sendable (SocketIOSocket, _ auth: JSONValue) async throws -> (@Sendable () async -> Void)?
    /// Answers an event; the answer is sent when the client asked for one.
    public typealias Handle = @Sendable (SocketIOSocket, SocketIOMessage) async -> SocketIOMessage

    let connect: Connect
    let events: [String: Handle]
    let disconnected: @Sendable (SocketIOSocket) -> Void

    public init(
        connect: @escaping Connect,
        events: [String: Handle] = [:],
        disconnected: @escaping @Sendable (SocketIOSocket) -> Void = { _ in }
    ) {
        self.connect = connect
        self.events = events
        self.disconnected = disconnected
    }
}

/// Someone is not let in, and is told why.
public struct SocketIORefusal: Error, Sendable {
    public let message: String

    public init(_ message: String) {
        self.message = message
    }
}

/// What one server of Socket.IO puts up with.
public struct SocketIOOptions: Sendable {
    public var pingInterval = Duration.seconds(25)
    public var pingTimeout = Duration.seconds(20)
    /// Who has entered no namespace by then is sent away.
    public var connectTimeout = Duration.seconds(10)
    public var maxPayload = 1_000_000
    public var maxSessions = 20_000
    public var maxQueuedMessages = 2_048
    public var maxQueuedBytes = 1 << 20
    /// How many events may wait for their handlers before the client is made to wait.
    public var maxWaitingEvents = 64
    public var maxNamespaces = 8
    /// Who was refused so often is sent away.
    public var maxRefusals = 3
    /// How many packets a client may send in a window of time.
    public var maxPackets = 1_000
    public var packetWindow = Duration.seconds(10)

    public init() {}
}
