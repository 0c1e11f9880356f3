import Kernel

/// WebP (RFC 9649): a RIFF container that is exactly as long as it says, of chunks with a picture among them.
enum WebPCheck {
    private static let mostChunks = 100_000

    static func check(_ content: Content) throws {
        let length = try content.whole(at: 4, 4).littleEndian(0, 4)
        // RIFF pads chunks to an even length; some encoders leave the last byte out.
        guard length + 8 <= content.size else { throw Unsound.damaged }
        guard content.size - (length + 8) <= 1 else { throw Unsound.ambiguous }
        var position = 12
        var hasPicture = false
        for _ in 0..<mostChunks where position < length + 8 {
            let header = try content.whole(at: position, 8)
            let size = header.littleEndian(4, 4)
            guard position + 8 + size <= content.size else { throw Unsound.damaged }
            let kind = String(decoding: header.prefix(4), as: UTF8.self)
            if ["VP8 ", "VP8L", "ANMF"].contains(kind) { hasPicture = true }
            position += 8 + size + size % 2
        }
        guard hasPicture, position >= length + 8 else { throw Unsound.damaged }
    }
}
