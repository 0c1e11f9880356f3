import Kernel

/// WebP (RFC 9649): a RIFF container of exactly its declared length, with an image chunk.
enum WebPCheck {
    static func check(_ content: Content) throws {
        let end = try content.whole(at: 4, 4).littleEndian(0, 4) + 8
        // RIFF pads chunks to an even length; some encoders omit the last byte.
        guard end <= content.size else { throw Unsound.damaged }
        guard try content.size - end <= 1 || content.ends(at: end) else { throw Unsound.ambiguous }
        var position = 12
        var hasPicture = false
        while position < end {
            let header = try content.whole(at: position, 8)
            let size = header.littleEndian(4, 4)
            guard position + 8 + size <= content.size else { throw Unsound.damaged }
            let kind = String(decoding: header.prefix(4), as: UTF8.self)
            if ["VP8 ", "VP8L", "ANMF"].contains(kind) { hasPicture = true }
            position += 8 + size + size % 2
        }
        guard hasPicture else { throw Unsound.damaged }
    }
}
