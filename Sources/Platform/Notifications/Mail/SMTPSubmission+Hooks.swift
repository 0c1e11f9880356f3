import CCurl

extension SMTPSubmission {
    /// The message, which libcurl reads piece by piece.
    struct Source {
        let message: [UInt8]
        var position = 0

        var isRead: Bool { position == message.count }

        static let read: portico_read = { buffer, size, count, context in
            guard let buffer, let source = context?.assumingMemoryBound(to: Source.self) else { return 0 }
            let position = source.pointee.position
            let length = min(size * count, source.pointee.message.count - position)
            source.pointee.message.withUnsafeBytes { bytes in
                guard length > 0, let start = bytes.baseAddress else { return }
                UnsafeMutableRawPointer(buffer).copyMemory(from: start + position, byteCount: length)
            }
            source.pointee.position += length
            return length
        }
    }

    /// The server's last answer.
    struct Reply {
        var lastLine: String?

        private static let limit = 300

        static let take: portico_write = { bytes, size, count, context in
            guard let bytes, let reply = context?.assumingMemoryBound(to: Reply.self) else { return 0 }
            let line = UnsafeRawBufferPointer(start: bytes, count: min(size * count, limit))
            let text = String(decoding: line, as: UTF8.self).filter { !$0.isNewline && $0 != "\0" }
            // The goodbye of a closing connection is no answer to an e-mail.
            if !text.hasPrefix("221") { reply.pointee.lastLine = text }
            return size * count
        }
    }
}
