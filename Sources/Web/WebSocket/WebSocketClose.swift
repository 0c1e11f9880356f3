import NIOCore

/// The reason for closing a WebSocket (RFC 6455 §7.4).
public struct WebSocketClose: Error, Sendable, Equatable {
    public let code: UInt16
    public let reason: String

    public init(_ code: UInt16, _ reason: String = "") {
        self.code = code
        self.reason = reason
    }

    public static let normal = Self(1000)
    public static let goingAway = Self(1001, "the server is stopping")
    static let protocolError = Self(1002, "protocol error")
    static let invalidText = Self(1007, "not UTF-8")
    static let badCompression = Self(1007, "invalid compressed data")
    public static let policy = Self(1008, "too many messages")
    static let tooBig = Self(1009, "the message is too big")
    public static let failed = Self(1011, "internal error")
    /// The client can request missed events by the id of the last one it read.
    static let tooSlow = Self(1013, "too slow: reconnect")
    public static let unauthenticated = Self(4401, "the token is no longer valid")

    /// The codes allowed in a frame; 1005, 1006 and 1015 are never sent.
    static func mayBeSent(_ code: UInt16) -> Bool {
        switch code {
        case 1000...1003, 1007...1014, 3000...4999: true
        default: false
        }
    }

    var payload: ByteBuffer {
        var payload = ByteBuffer()
        payload.writeInteger(code)
        // A control frame holds 125 bytes.
        payload.writeString(String(reason.prefix(40)))
        return payload
    }
}
