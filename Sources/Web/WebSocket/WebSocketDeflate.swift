import CZlib
import NIOCore

/// The agreed parameters of permessage-deflate (RFC 7692).
struct WebSocketDeflate: Sendable, Equatable {
    var serverForgets = false
    var clientForgets = false
    var serverBits: Int32 = 15

    /// The answer in `Sec-WebSocket-Extensions`.
    var header: String {
        var header = "permessage-deflate"
        if serverForgets { header += "; server_no_context_takeover" }
        if clientForgets { header += "; client_no_context_takeover" }
        if serverBits != 15 { header += "; server_max_window_bits=\(serverBits)" }
        return header
    }

    /// The first acceptable offer; nil when there is none.
    static func accepting(_ offers: String) -> Self? {
        offers.pieces(at: ",").lazy.compactMap(Self.init(offer:)).first
    }

    private init?(offer: Substring) {
        let parts = offer.pieces(at: ";").map(Self.trimmed)
        guard parts.first == "permessage-deflate" else { return nil }
        var seen: Set<String> = []
        for part in parts.dropFirst() {
            let pieces = part.pieces(at: "=", atMost: 2).map(Self.trimmed)
            guard let name = pieces.first, seen.insert(name).inserted,
                accept(name, pieces.count == 2 ? pieces[1] : nil)
            else { return nil }
        }
    }

    private mutating func accept(_ name: String, _ value: String?) -> Bool {
        switch (name, value) {
        case ("server_no_context_takeover", nil): serverForgets = true
        case ("client_no_context_takeover", nil): clientForgets = true
        case ("client_max_window_bits", nil): break
        case ("client_max_window_bits", let value?): return (8...15).contains(Int(value) ?? 0)
        case ("server_max_window_bits", let value?):
            // zlib cannot write with 8 bits.
            guard let bits = Int32(value), (9...15).contains(bits) else { return false }
            serverBits = bits
        default: return false
        }
        return true
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        String(decoding: text.utf8.filter { !$0.isPadding && $0 != UInt8(ascii: "\"") }, as: UTF8.self)
    }
}

/// Compresses the messages of one connection; unchecked, because only its writer uses it.
final class WebSocketDeflater: @unchecked Sendable {
    private let stream: UnsafeMutablePointer<z_stream>
    private let forgets: Bool

    init?(_ terms: WebSocketDeflate) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        forgets = terms.serverForgets
        guard portico_deflate_init(stream, 1, -terms.serverBits) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        deflateEnd(stream)
        stream.deallocate()
    }

    func deflated(_ message: ByteBuffer) -> ByteBuffer {
        // Without new data zlib flushes nothing (RFC 7692 §7.2.3.6).
        guard message.readableBytes > 0 else { return ByteBuffer(bytes: [0]) }
        var output = ByteBuffer()
        message.withUnsafeReadableBytes { input in
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
            )
            stream.pointee.avail_in = UInt32(input.count)
            repeat {
                output.writeWithUnsafeMutableBytes(minimumWritableBytes: 4_096) { room in
                    stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
                    stream.pointee.avail_out = UInt32(room.count)
                    deflate(stream, Z_SYNC_FLUSH)
                    return room.count - Int(stream.pointee.avail_out)
                }
            } while stream.pointee.avail_out == 0
        }
        // The empty block at the end is omitted (RFC 7692 §7.2.1).
        output.moveWriterIndex(to: max(output.readerIndex, output.writerIndex - 4))
        if forgets { deflateReset(stream) }
        return output
    }
}

/// Expands the messages of one connection; unchecked, because only its reader uses it.
final class WebSocketInflater: @unchecked Sendable {
    private let stream: UnsafeMutablePointer<z_stream>
    private let forgets: Bool

    init?(_ terms: WebSocketDeflate) {
        stream = .allocate(capacity: 1)
        stream.initialize(to: z_stream())
        forgets = terms.clientForgets
        guard portico_inflate_init(stream, -15) == Z_OK else {
            stream.deallocate()
            return nil
        }
    }

    deinit {
        inflateEnd(stream)
        stream.deallocate()
    }

    /// Appends the expanded bytes; never much beyond `limit`.
    func inflate(_ bytes: ByteBuffer, into output: inout ByteBuffer, limit: Int) throws(WebSocketClose) {
        var code = Z_OK
        var isTooBig = false
        bytes.withUnsafeReadableBytes { input in
            stream.pointee.next_in = UnsafeMutablePointer(
                mutating: input.baseAddress?.assumingMemoryBound(to: UInt8.self)
            )
            stream.pointee.avail_in = UInt32(input.count)
            var isFull = false
            repeat {
                output.writeWithUnsafeMutableBytes(minimumWritableBytes: 8_192) { room in
                    stream.pointee.next_out = room.baseAddress?.assumingMemoryBound(to: UInt8.self)
                    stream.pointee.avail_out = UInt32(room.count)
                    code = CZlib.inflate(stream, Z_SYNC_FLUSH)
                    isFull = stream.pointee.avail_out == 0
                    return room.count - Int(stream.pointee.avail_out)
                }
                if code == Z_STREAM_END { inflateReset(stream) }
                isTooBig = output.readableBytes > limit
            } while !isTooBig && [Z_OK, Z_STREAM_END].contains(code)
                && (isFull || stream.pointee.avail_in > 0)
        }
        guard !isTooBig else { throw .tooBig }
        guard [Z_OK, Z_STREAM_END, Z_BUF_ERROR].contains(code) else { throw .badCompression }
    }

    /// Ends the message: adds the omitted block.
    func end(into output: inout ByteBuffer, limit: Int) throws(WebSocketClose) {
        try inflate(ByteBuffer(bytes: [0, 0, 0xFF, 0xFF]), into: &output, limit: limit)
        if forgets { inflateReset(stream) }
    }
}
