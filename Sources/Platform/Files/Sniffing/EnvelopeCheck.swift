import Kernel

/// A signed envelope (PKCS#7, RFC 5652): a sequence of the type signed-data that fills the file.
enum EnvelopeCheck {
    /// The parts of an envelope that its check needs.
    struct Outline {
        var head: [UInt8]
        /// The last four bytes.
        var tail: [UInt8]
        var size: Int
    }

    /// The object identifier 1.2.840.113549.1.7.2, encoded.
    private static let signedData: [UInt8] = [
        0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02,
    ]

    static func begins(_ head: [UInt8]) -> Bool {
        guard head.first == 0x30, let (start, _) = header(head[...]) else { return false }
        return head.dropFirst(start).starts(with: signedData)
    }

    static func check(_ content: Content, _ head: [UInt8]) throws -> Sniffed? {
        var size = content.size
        if let (start, length) = header(head[...]), let length {
            // Line breaks after the envelope do not belong to it.
            if try content.ends(at: start + length) { size = start + length }
        } else {
            while size > 4, try content.ends(at: size - 1) { size -= 1 }
        }
        let tail = try content.bytes(at: max(0, size - 4), 4)
        try check(Outline(head: Array(head.prefix(size)), tail: tail, size: size))
        try refuseActiveDocument(in: content, head)
        return Sniffed(type: .p7m)
    }

    /// Refuses a document with active content in an envelope, where it is stored whole or in pieces.
    ///
    /// An object across two pieces cannot be read, which alone is no reason to refuse.
    static func refuseActiveDocument(in content: Content, _ head: [UInt8]) throws {
        guard Array(head.prefix(1024)).firstPosition(of: "%PDF-".utf8) != nil else { return }
        guard !(try PDFScan.findings(in: content).actsByItself) else { throw Unsound.activePaper }
    }

    static func check(_ outline: Outline) throws {
        guard let (start, length) = header(outline.head[...]) else { throw Unsound.damaged }
        if let length {
            guard start + length <= outline.size else { throw Unsound.damaged }
            guard start + length == outline.size else { throw Unsound.ambiguous }
        } else if outline.tail != [0, 0, 0, 0] {
            // Without a length (BER), sequence and content each end with two zeros.
            throw Unsound.damaged
        }
        // [0] EXPLICIT, and in it the sequence SignedData.
        let rest = outline.head.dropFirst(start + signedData.count)
        guard rest.first == 0xA0, let (inner, _) = header(rest), rest.dropFirst(inner).first == 0x30 else {
            throw Unsound.damaged
        }
    }

    /// The length of tag and length, and the length itself; nil where only an end mark has it.
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

/// A signed envelope as text: Base64, between the lines of PEM (RFC 7468) or without.
enum TextEnvelope {
    static func begins(_ head: [UInt8]) -> Bool {
        guard let start = start(head) else { return false }
        var text = Base64Text()
        guard (try? head[start...].prefix(120).forEach { try text.consume($0) }) != nil else { return false }
        return EnvelopeCheck.begins(text.bytes)
    }

    static func check(_ content: Content, _ head: [UInt8]) throws -> Sniffed? {
        guard var position = start(head) else { return nil }
        var text = Base64Text(isFramed: head[..<position].contains(UInt8(ascii: "-")))
        while case let piece = try content.bytes(at: position, 64 << 10), !piece.isEmpty {
            position += piece.count
            for byte in piece { try text.consume(byte) }
        }
        try EnvelopeCheck.check(try text.outline)
        let inner = Content(text.bytes, content.allowance.inner(size: text.bytes.count))
        try EnvelopeCheck.refuseActiveDocument(in: inner, text.bytes)
        return Sniffed(type: .p7m)
    }

    /// The position of the first Base64 character.
    private static func start(_ head: [UInt8]) -> Int? {
        let mark = head.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        let start = head[mark...].firstIndex { !$0.isBlank } ?? head.count
        guard head[start...].starts(with: "-----BEGIN ") else { return start < head.count ? start : nil }
        return head[start...].firstIndex(of: 0x0A).map { $0 + 1 }
            ?? head[start...].firstIndex(of: 0x0D).map { $0 + 1 }
    }
}

/// Reads Base64 character by character.
private struct Base64Text {
    private(set) var bytes: [UInt8] = []
    private var (bits, held, padding) = (0, 0, 0)
    /// Whether a line of dashes ends the text, and whether it has come.
    private let isFramed: Bool
    private var isOver = false

    init(isFramed: Bool = true) {
        self.isFramed = isFramed
    }

    mutating func consume(_ byte: UInt8) throws {
        if isOver || byte.isBlank { return }
        if isFramed, byte == UInt8(ascii: "-") {
            isOver = true
            return
        }
        if byte == UInt8(ascii: "=") {
            padding += 1
            return
        }
        guard padding == 0, let value = Self.value(byte) else { throw Unsound.damaged }
        (bits, held) = (bits << 6 | value, held + 6)
        if held >= 8 {
            held -= 8
            bytes.append(UInt8(truncatingIfNeeded: bits >> held))
            bits &= (1 << held) - 1
        }
    }

    var outline: EnvelopeCheck.Outline {
        get throws {
            guard padding <= 2, isOver || !isFramed else { throw Unsound.damaged }
            return EnvelopeCheck.Outline(
                head: Array(bytes.prefix(1024)),
                tail: Array(bytes.suffix(4)),
                size: bytes.count
            )
        }
    }

    private static func value(_ byte: UInt8) -> Int? {
        switch byte {
        case 65...90: Int(byte) - 65
        case 97...122: Int(byte) - 71
        case 48...57: Int(byte) + 4
        case UInt8(ascii: "+"): 62
        case UInt8(ascii: "/"): 63
        default: nil
        }
    }
}
