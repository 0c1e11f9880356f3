import Kernel

/// PDF (ISO 32000): a header within the first kilobyte and a pointer to the cross-reference near the end, as readers
/// look for them.
enum PDFCheck {
    /// The distance from the end within which poppler looks for the pointer.
    private static let tailLength = 24 << 10

    static func check(_ content: Content, _ head: [UInt8]) throws -> Sniffed? {
        guard let start = head.firstPosition(of: "%PDF-".utf8) else { return nil }
        let version = try content.bytes(at: start + 5, 2)
        guard version == Array("1.".utf8) || version == Array("2.".utf8) else { throw Unsound.damaged }
        try checkEnd(content)
        // A linearised file has a pointer near its beginning too, and states its length.
        if let length = linearizedLength(head), length > content.size { throw Unsound.damaged }
        let findings = try PDFScan.findings(in: content)
        guard !findings.isRefused else { throw Unsound.activePaper }
        return Sniffed(type: .pdf, isActive: findings.isActive)
    }

    private static func checkEnd(_ content: Content) throws {
        let end = try endOfText(content)
        let start = max(0, end - tailLength)
        let tail = try content.bytes(at: start, end - start)
        guard let pointer = tail.lastPosition(of: Array("startxref".utf8)) else { throw Unsound.damaged }
        let rest = tail[(pointer + 9)...].drop(while: \.isBlank)
        guard let digit = rest.first, (0x30...0x39).contains(digit) else { throw Unsound.damaged }
        // The end mark may be missing: no reader needs it.
        let behind = Array(rest.drop { (0x30...0x39).contains($0) }.drop(while: \.isBlank))
        guard behind.firstPosition(of: "%%EOF".utf8) != nil || "%%EOF".utf8.starts(with: behind) else {
            throw Unsound.damaged
        }
    }

    /// The end of the content before zeros and blanks, which copying and mailing append.
    private static func endOfText(_ content: Content) throws -> Int {
        var end = content.size
        while end > 0 {
            let start = max(0, end - (64 << 10))
            let piece = try content.bytes(at: start, end - start)
            if let last = piece.lastIndex(where: { $0 != 0 && !$0.isBlank }) { return start + last + 1 }
            end = start
        }
        return 0
    }

    private static func linearizedLength(_ head: [UInt8]) -> Int? {
        guard let mark = head.firstPosition(of: "/Linearized".utf8) else { return nil }
        let rest = Array(head[mark...])
        guard let key = rest.firstPosition(of: "/L ".utf8) else { return nil }
        let digits = rest[(key + 3)...].drop(while: \.isBlank).prefix { (0x30...0x39).contains($0) }
        return Int(String(decoding: digits, as: UTF8.self))
    }

    /// After a byte order mark, line breaks, a mail header or a print job, but not after anything that would open as
    /// another type.
    static func beginsLater(_ head: [UInt8]) -> Bool {
        guard let start = head.firstPosition(of: "%PDF-".utf8), start > 0 else { return false }
        let text = head.drop { $0.isBlank || [0, 0xEF, 0xBB, 0xBF, 0xFE, 0xFF].contains($0) }
        return text.first != UInt8(ascii: "<") && !foreign.contains { head.starts(with: $0) }
    }

    // Programs, scripts, archives, and other documents that can contain programs.
    // swift-format-ignore
    private static let foreign: [[UInt8]] = [
        Array("MZ".utf8), [0x7F, 0x45, 0x4C, 0x46], [0xCA, 0xFE, 0xBA, 0xBE], [0xCF, 0xFA, 0xED, 0xFE], [0xCE, 0xFA, 0xED, 0xFE],
        [0xFE, 0xED, 0xFA, 0xCE], [0xFE, 0xED, 0xFA, 0xCF], Array("#!".utf8), Array("PK".utf8), Array("Rar!".utf8),
        [0x37, 0x7A, 0xBC, 0xAF], [0x1F, 0x8B], [0x1F, 0x9D], Array("BZh".utf8), [0xFD, 0x37, 0x7A, 0x58], Array("MSCF".utf8),
        [0xD0, 0xCF, 0x11, 0xE0], [0x4C, 0, 0, 0, 1, 0x14, 2], Array("{\\rtf".utf8), Array("GIF8".utf8), Array("ITSF".utf8), Array("!<arch>".utf8),
        [0, 0x61, 0x73, 0x6D], Array("@echo".utf8), Array("RIFF".utf8), Array("OggS".utf8), Array("ID3".utf8), Array("SQLite".utf8),
    ]
}
