import NIOCore

/// Assembles messages from a client's bytes (RFC 6455), and throws the close code for invalid ones.
struct WebSocketAssembler {
    enum Event {
        case message(WebSocketMessage)
        case ping(ByteBuffer)
        case pong
        case close(WebSocketClose?)
    }

    private struct Head {
        var isFinal: Bool
        var isCompressed: Bool
        var opcode: WebSocketOpcode
        var length: Int
        /// Including the mask.
        var size: Int
    }

    private struct Partial {
        var bytes = ByteBuffer()
        var isText: Bool
        var isCompressed: Bool
        var utf8 = WebSocketUTF8()
        var checked = 0
    }

    private static let maximumRead = 64 << 10
    private let limit: Int
    private let inflater: WebSocketInflater?
    private var buffer = ByteBuffer()
    private var partial: Partial?

    init(limit: Int, _ inflater: WebSocketInflater?) {
        self.limit = limit
        self.inflater = inflater
    }

    mutating func feed(_ bytes: ByteBuffer) {
        // Otherwise bytes already read would stay for as long as the client never pauses.
        if buffer.readerIndex > Self.maximumRead { buffer.discardReadBytes() }
        if buffer.readableBytes == 0 { buffer = bytes } else { buffer.writeImmutableBuffer(bytes) }
    }

    /// The next event in the bytes; nil when it is incomplete.
    mutating func next() throws(WebSocketClose) -> Event? {
        while let head = try head() {
            guard buffer.readableBytes >= head.size + head.length else { return nil }
            buffer.moveReaderIndex(forwardBy: head.size - 4)
            guard let mask = buffer.readInteger(as: UInt32.self),
                var payload = buffer.readSlice(length: head.length)
            else { return nil }
            if buffer.readableBytes == 0 { buffer = ByteBuffer() }
            Self.unmask(&payload, mask.bigEndian)
            switch head.opcode {
            case .ping: return .ping(payload)
            case .pong: return .pong
            case .close: return .close(try Self.close(&payload))
            case .text, .binary, .continuation:
                if let message = try receive(payload, head) { return .message(message) }
            }
        }
        return nil
    }

    private func head() throws(WebSocketClose) -> Head? {
        let start = buffer.readerIndex
        guard let bytes = buffer.getInteger(at: start, as: UInt16.self) else { return nil }
        let (first, second) = (UInt8(bytes >> 8), UInt8(truncatingIfNeeded: bytes))
        guard first & 0x30 == 0, let opcode = WebSocketOpcode(rawValue: first & 0x0F), second & 0x80 != 0
        else {
            throw .protocolError
        }
        var head = Head(
            isFinal: first & 0x80 != 0,
            isCompressed: first & 0x40 != 0,
            opcode: opcode,
            length: Int(second & 0x7F),
            size: 6
        )
        try check(head)
        switch head.length {
        case 126:
            guard let length = buffer.getInteger(at: start + 2, as: UInt16.self) else { return nil }
            (head.length, head.size) = (Int(length), 8)
        case 127:
            guard let length = buffer.getInteger(at: start + 2, as: UInt64.self) else { return nil }
            guard length <= UInt64(limit) else { throw .tooBig }
            (head.length, head.size) = (Int(length), 14)
        default: break
        }
        guard head.length + (partial?.bytes.readableBytes ?? 0) <= limit else { throw .tooBig }
        return head
    }

    private func check(_ head: Head) throws(WebSocketClose) {
        if head.isCompressed, inflater == nil || head.opcode.isControl || head.opcode == .continuation {
            throw .protocolError
        }
        if head.opcode.isControl {
            guard head.isFinal, head.length <= 125 else { throw .protocolError }
        } else {
            guard (head.opcode == .continuation) == (partial != nil) else { throw .protocolError }
        }
    }

    /// The message, when it is complete.
    private mutating func receive(
        _ payload: ByteBuffer,
        _ head: Head
    ) throws(WebSocketClose) -> WebSocketMessage? {
        var message =
            partial ?? Partial(isText: head.opcode == .text, isCompressed: head.isCompressed)
        partial = nil
        if message.isCompressed, let inflater {
            try inflater.inflate(payload, into: &message.bytes, limit: limit)
            if head.isFinal { try inflater.end(into: &message.bytes, limit: limit) }
        } else if head.isFinal, message.bytes.readableBytes == 0 {
            message.bytes = payload
        } else {
            message.bytes.writeImmutableBuffer(payload)
        }
        if message.isText { try Self.checkText(&message, isFinal: head.isFinal) }
        guard head.isFinal else {
            partial = message
            return nil
        }
        return message.isText ? .text(String(buffer: message.bytes)) : .binary(message.bytes)
    }

    private static func checkText(_ message: inout Partial, isFinal: Bool) throws(WebSocketClose) {
        var utf8 = message.utf8
        let checked = message.checked
        let isGood = message.bytes.withUnsafeReadableBytes {
            utf8.feed(UnsafeRawBufferPointer(rebasing: $0[checked...]))
        }
        message.utf8 = utf8
        message.checked = message.bytes.readableBytes
        guard isGood, !isFinal || utf8.isComplete else { throw .invalidText }
    }

    private static func close(_ payload: inout ByteBuffer) throws(WebSocketClose) -> WebSocketClose? {
        guard payload.readableBytes > 0 else { return nil }
        guard let code = payload.readInteger(as: UInt16.self), WebSocketClose.mayBeSent(code) else {
            throw .protocolError
        }
        guard let reason = String(validating: payload.readableBytesView, as: UTF8.self) else {
            throw .invalidText
        }
        return WebSocketClose(code, reason)
    }

    private static func unmask(_ payload: inout ByteBuffer, _ mask: UInt32) {
        let wide = UInt64(mask) | UInt64(mask) << 32
        payload.withUnsafeMutableReadableBytes { bytes in
            var position = 0
            while position + 8 <= bytes.count {
                let word = bytes.loadUnaligned(fromByteOffset: position, as: UInt64.self) ^ wide
                bytes.storeBytes(of: word, toByteOffset: position, as: UInt64.self)
                position += 8
            }
            while position < bytes.count {
                bytes[position] ^= UInt8(truncatingIfNeeded: mask >> (8 * UInt32(position & 3)))
                position += 1
            }
        }
    }
}
