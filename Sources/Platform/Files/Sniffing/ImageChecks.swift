import Kernel

/// PDF (ISO 32000): a header at the very start, a cross-reference and an end at the end.
enum PDFCheck {
    static func check(_ content: Content) throws {
        let version = try content.bytes(at: 5, 2)
        guard version == Array("1.".utf8) || version == Array("2.".utf8) else { throw Unsound.damaged }
        let tail = try content.tail(2048)
        guard tail.suffix(1024).firstPosition(of: "%%EOF".utf8) != nil,
            tail.firstPosition(of: "startxref".utf8) != nil
        else { throw Unsound.damaged }
    }
}

/// PNG: chunks from IHDR to IEND, and not a byte after it.
enum PNGCheck {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let mostChunks = 1_000_000

    static func check(_ content: Content) throws {
        var position = signature.count
        for number in 0..<mostChunks {
            let header = try content.whole(at: position, 8)
            let length = header.bigEndian(0, 4)
            let kind = header.suffix(4)
            guard kind.allSatisfy({ (65...90).contains($0 & 0xDF) }),
                (number == 0) == kind.starts(with: "IHDR")
            else { throw Unsound.damaged }
            position += 12 + length
            guard position <= content.size else { throw Unsound.damaged }
            guard kind.starts(with: "IEND") else { continue }
            guard length == 0 else { throw Unsound.damaged }
            guard position == content.size else { throw Unsound.ambiguous }
            return
        }
        throw Unsound.damaged
    }
}

/// JPEG: segments from SOI to EOI; phones put data of their own behind it, which is let pass.
enum JPEGCheck {
    static func check(_ content: Content) throws {
        var position = 2
        while true {
            let header = try content.whole(at: position, 2)
            guard header[0] == 0xFF else { throw Unsound.damaged }
            switch header[1] {
            case 0xFF: position += 1
            case 0xD9: return
            case 0x01, 0xD0...0xD7: position += 2
            case 0xDA: position = try endOfScan(content, try endOfSegment(content, position))
            case 0xC0...0xFE: position = try endOfSegment(content, position)
            default: throw Unsound.damaged
            }
        }
    }

    private static func endOfSegment(_ content: Content, _ position: Int) throws -> Int {
        let length = try content.whole(at: position + 2, 2).bigEndian(0, 2)
        guard length >= 2 else { throw Unsound.damaged }
        return position + 2 + length
    }

    /// The first marker after entropy-coded data, in which FF is followed by 00 or a restart marker.
    private static func endOfScan(_ content: Content, _ start: Int) throws -> Int {
        var position = start
        while true {
            let bytes = try content.bytes(at: position, 256 << 10)
            guard bytes.count >= 2 else { throw Unsound.damaged }
            let marker = bytes.withUnsafeBufferPointer { bytes in
                (0..<bytes.count - 1).first { index in
                    guard bytes[index] == 0xFF else { return false }
                    let next = bytes[index + 1]
                    return next != 0 && next != 0xFF && !(0xD0...0xD7).contains(next)
                }
            }
            if let marker { return position + marker }
            position += bytes.count - 1
        }
    }
}

/// HEIC (ISO 14496-12): boxes that fill the file exactly, of an image brand.
enum HEICCheck {
    private static let brands: Set<String> = ["heic", "heix", "heim", "heis", "mif1", "msf1", "hevc", "hevx"]

    /// Nil when it is another kind of ISO media, as a video.
    static func type(of content: Content, _ head: [UInt8]) throws -> MediaType? {
        guard head.count >= 12 else { throw Unsound.damaged }
        guard brands.contains(String(decoding: head[8..<12], as: UTF8.self)) else { return nil }
        var position = 0
        var hasMeta = false
        while position < content.size {
            let header = try content.whole(at: position, 8)
            var length = header.bigEndian(0, 4)
            if length == 1 {
                let large = try content.whole(at: position + 8, 8)
                guard large[0] == 0 else { throw Unsound.damaged }
                length = large.bigEndian(0, 8)
            }
            if length == 0 { length = content.size - position }
            guard length >= 8, length <= content.size - position else { throw Unsound.damaged }
            if header.suffix(4).starts(with: "meta") { hasMeta = true }
            position += length
        }
        guard hasMeta else { throw Unsound.damaged }
        return .heic
    }
}
