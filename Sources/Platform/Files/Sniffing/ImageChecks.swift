import Glibc
import Kernel

/// PNG: chunks from IHDR to IEND, followed only by zeros and blanks.
enum PNGCheck {
    static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]

    static func check(_ content: Content) throws {
        var position = signature.count
        while true {
            let header = try content.whole(at: position, 8)
            let length = header.bigEndian(0, 4)
            let kind = header.suffix(4)
            guard kind.allSatisfy({ (65...90).contains($0 & 0xDF) }),
                (position == signature.count) == kind.starts(with: "IHDR")
            else { throw Unsound.damaged }
            position += 12 + length
            guard position <= content.size else { throw Unsound.damaged }
            guard kind.starts(with: "IEND") else { continue }
            guard length == 0 else { throw Unsound.damaged }
            guard try content.isEmpty(from: position) else { throw Unsound.ambiguous }
            return
        }
    }
}

/// JPEG: segments from SOI to EOI; data of phones after EOI is accepted, and so is a missing EOI.
enum JPEGCheck {
    static func check(_ content: Content) throws {
        var position = 2
        while true {
            guard try content.byte(at: position) == 0xFF,
                let place = try content.position(
                    from: position,
                    { bytes in bytes.firstIndex { $0 != 0xFF } }
                ),
                let marker = try content.byte(at: place)
            else { throw Unsound.damaged }
            switch marker {
            case 0xD9: return
            // Rare outside of scans: each marker is a read of its own.
            case 0x01, 0xD0...0xD7: position = place + (try content.bytes(at: place, 1).count)
            case 0xDA:
                let scan = try endOfSegment(content, place)
                guard scan < content.size else { throw Unsound.damaged }
                guard let end = try endOfScan(content, scan) else { return }
                position = end
            case 0xC0...0xFE: position = try endOfSegment(content, place)
            default: throw Unsound.damaged
            }
        }
    }

    private static func endOfSegment(_ content: Content, _ marker: Int) throws -> Int {
        let length = try content.whole(at: marker + 1, 2).bigEndian(0, 2)
        guard length >= 2 else { throw Unsound.damaged }
        return marker + 1 + length
    }

    /// The first marker after entropy-coded data, in which FF is followed by 00 or a restart marker; nil at the end of
    /// the file.
    private static func endOfScan(_ content: Content, _ start: Int) throws -> Int? {
        try content.position(from: start, overlap: 1) { bytes in
            var index = 0
            while index + 1 < bytes.count {
                guard bytes[index] == 0xFF else {
                    index += 1
                    continue
                }
                let next = bytes[index + 1]
                if next != 0, next != 0xFF, next < 0xD0 || next > 0xD7 { return index }
                index += next == 0xFF ? 1 : 2
            }
            return nil
        }
    }
}

/// ISO base media (ISO 14496-12): boxes that fill the file exactly, of the brand of a HEIC image or an M4A recording.
enum MediaBoxes {
    private static let images: Set<String> = ["heic", "heix", "heim", "heis", "mif1", "msf1", "hevc", "hevx"]
    private static let recordings: Set<String> = ["M4A ", "M4B "]

    /// Nil for another kind of ISO media, as a video.
    static func check(_ content: Content, _ head: [UInt8]) throws -> Sniffed? {
        guard head.count >= 12 else { throw Unsound.damaged }
        let brand = String(decoding: head[8..<12], as: UTF8.self)
        let isImage = images.contains(brand)
        guard isImage || recordings.contains(brand) else { return nil }
        let index = isImage ? "meta" : "moov"
        var position = 0
        var hasIndex = false
        while try !content.ends(at: position) {
            let header = try content.whole(at: position, 8)
            let length = try length(of: header, at: position, content)
            guard length >= 8, length <= content.size - position else { throw Unsound.damaged }
            if header.suffix(4).starts(with: index) { hasIndex = true }
            position += length
        }
        guard hasIndex else { throw Unsound.damaged }
        return Sniffed(type: isImage ? .heic : .m4a)
    }

    private static func length(of header: [UInt8], at position: Int, _ content: Content) throws -> Int {
        switch header.bigEndian(0, 4) {
        case 0: return content.size - position
        case 1:
            let large = try content.whole(at: position + 8, 8)
            guard large[0] == 0 else { throw Unsound.damaged }
            return large.bigEndian(0, 8)
        case let length: return length
        }
    }
}
