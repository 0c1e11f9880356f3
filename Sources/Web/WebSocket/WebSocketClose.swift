import NIOCore

/// Why a WebSocket is closed (RFC 6455 §7.4).
public struct WebSocketClose: Error, Sendable, Equatable {
    public let code: UInt16
    public let reason: String

    public init(_ code: UInt16, _ reason: String = "") {
        self.code = code
        self.reason = reason
    }

    public static let normal = Self(1000)
    public static let goingAway = Self(1001, "the server stops")
    static let protocolError = Self(1002, "protocol error")
    static let invalidText = Self(1007, "not UTF-8")
    static let badCompression = Self(1007, "not deflated data")
    public static let policy = Self(1008, "too many messages")
    static let tooBig = Self(1009, "the message is too big")
    public static let failed = Self(1011, "something went wrong on our side")
    /// What was not read in time can be asked for again by the id of the last event that was.
    static let tooSlow = Self(1013, "too slow: connect again")
    public static let unauthenticated = Self(4401, "the token is not valid any more")

    /// What a frame may carry; 1005, 1006 and 1015 are never sent.
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
