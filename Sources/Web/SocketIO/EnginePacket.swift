import Kernel
import NIOCore

/// One packet of Engine.IO 4: a digit and text, or the bytes of a binary attachment.
enum EnginePacket: Sendable {
    case text(String)
    case binary(ByteBuffer)

    static let ping = Self.text("2")
    static let noop = Self.text("6")
    static let close = Self.text("1")

    var size: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .binary(let bytes): bytes.readableBytes
        }
    }

    var message: WebSocketMessage {
        switch self {
        case .text(let text): .text(text)
        case .binary(let bytes): .binary(bytes)
        }
    }

    init(_ message: WebSocketMessage) {
        switch message {
        case .text(let text): self = .text(text)
        case .binary(let bytes): self = .binary(bytes)
        }
    }

    /// The answer to a poll.
    static func payload(_ packets: [EnginePacket]) -> String {
        packets.map { packet in
            switch packet {
            case .text(let text): text
            case .binary(let bytes): "b" + Base64.standard.encode(bytes.readableBytesView)
            }
        }.joined(separator: "\u{1e}")
    }

    /// The packets of a posted payload; nil when it is invalid.
    static func packets(of payload: String) -> [EnginePacket]? {
        var packets: [EnginePacket] = []
        for part in payload.pieces(at: "\u{1e}") {
            if part.utf8.first == UInt8(ascii: "b") {
                guard let bytes = Base64.standard.decode(part.dropFirst()) else { return nil }
                packets.append(.binary(ByteBuffer(bytes: bytes)))
            } else {
                packets.append(.text(String(part)))
            }
        }
        return packets
    }
}
