import Kernel

/// A signed envelope (PKCS#7, RFC 5652): a sequence of the type signed-data that fills the file.
enum EnvelopeCheck {
    /// 1.2.840.113549.1.7.2, as it is encoded.
    private static let signedData: [UInt8] = [
        0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02,
    ]

    /// Nil when it is some other sequence.
    static func type(of content: Content, _ head: [UInt8]) throws -> MediaType? {
        guard let (start, length) = header(head[...]) else { return nil }
        guard head.dropFirst(start).starts(with: signedData) else { return nil }
        if let length {
            guard start + length <= content.size else { throw Unsound.damaged }
            guard start + length == content.size else { throw Unsound.ambiguous }
        } else if try content.tail(4) != [0, 0, 0, 0] {
            // Without a length (BER), sequence and content each end with two zeros.
            throw Unsound.damaged
        }
        // [0] EXPLICIT, and in it the sequence SignedData.
        let rest = head.dropFirst(start + signedData.count)
        guard rest.first == 0xA0, let (inner, _) = header(rest), rest.dropFirst(inner).first == 0x30 else {
            throw Unsound.damaged
        }
        return .p7m
    }

    /// How long tag and length are, and the length itself; it is nil where only an end mark tells it.
    private static func header(_ bytes: ArraySlice<UInt8>) -> (start: Int, length: Int?)? {
        guard bytes.count >= 2 else { return nil }
        let first = Int(bytes[bytes.startIndex + 1])
        if first < 0x80 { return (2, first) }
        let count = first & 0x7F
        if count == 0 { return (2, nil) }
        guard count <= 6, bytes.count >= 2 + count else { return nil }
        return (2 + count, bytes.bigEndian(2, count))
    }
}
