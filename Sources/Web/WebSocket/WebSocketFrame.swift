import NIOCore

/// The kind of a frame (RFC 6455 §5.2).
enum WebSocketOpcode: UInt8, Sendable {
    case continuation = 0
    case text = 1
    case binary = 2
    case close = 8
    case ping = 9
    case pong = 10

    var isControl: Bool { rawValue >= 8 }
}

/// A received or sent message.
public enum WebSocketMessage: Sendable {
    case text(String)
    case binary(ByteBuffer)

    public static func binary(_ bytes: [UInt8]) -> Self { .binary(ByteBuffer(bytes: bytes)) }

    /// The bytes of a binary message; nil for a text.
    public var bytes: [UInt8]? {
        if case .binary(let buffer) = self { Array(buffer.readableBytesView) } else { nil }
    }

    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }
}

/// A message as a frame, encoded once for any number of connections.
public struct WebSocketFrame: Sendable {
    let bytes: ByteBuffer

    public init(text: [UInt8]) {
        bytes = Self.encoded(.text, ByteBuffer(bytes: text))
    }

    /// A server's frames are not masked.
    static func encoded(
        _ opcode: WebSocketOpcode,
        _ payload: ByteBuffer,
        isCompressed: Bool = false
    ) -> ByteBuffer {
        var frame = ByteBuffer()
        frame.reserveCapacity(payload.readableBytes + 10)
        frame.writeInteger(UInt8(0x80) | (isCompressed ? 0x40 : 0) | opcode.rawValue)
        switch payload.readableBytes {
        case ..<126:
            frame.writeInteger(UInt8(payload.readableBytes))
        case ..<65_536:
            frame.writeInteger(UInt8(126))
            frame.writeInteger(UInt16(payload.readableBytes))
        default:
            frame.writeInteger(UInt8(127))
            frame.writeInteger(UInt64(payload.readableBytes))
        }
        frame.writeImmutableBuffer(payload)
        return frame
    }
}
