import Kernel

/// WAV: a RIFF container of its declared length, with a format and samples.
enum WAVCheck {
    static func check(_ content: Content) throws {
        let end = try content.whole(at: 4, 4).littleEndian(0, 4) + 8
        guard end <= content.size else { throw Unsound.damaged }
        guard try content.size - end <= 1 || content.ends(at: end) else { throw Unsound.ambiguous }
        var position = 12
        var kinds: Set<String> = []
        while position < end {
            let header = try content.whole(at: position, 8)
            let size = header.littleEndian(4, 4)
            guard position + 8 + size <= content.size else { throw Unsound.damaged }
            kinds.insert(String(decoding: header.prefix(4), as: UTF8.self))
            position += 8 + size + size % 2
        }
        guard kinds.isSuperset(of: ["fmt ", "data"]) else { throw Unsound.damaged }
    }
}

/// Ogg (RFC 3533): pages from the first to the last, of nothing but sound.
enum OggCheck {
    private static let codecs = ["OpusHead", "\u{1}vorbis", "Speex   ", "\u{7F}FLAC"]

    static func check(_ content: Content) throws {
        var position = 0
        while try !content.ends(at: position) {
            let header = try content.whole(at: position, 27)
            guard header.starts(with: "OggS"), header[4] == 0 else { throw Unsound.damaged }
            let segments = try content.whole(at: position + 27, max(1, Int(header[26])))
            let body = position + 27 + Int(header[26])
            // The first page of each stream names its codec.
            if header[5] & 2 == 2 {
                let start = try content.bytes(at: body, 8)
                guard codecs.contains(where: { start.starts(with: $0) }) else { throw Unsound.damaged }
            }
            let size = segments.prefix(Int(header[26])).reduce(0) { $0 + Int($1) }
            guard body + size <= content.size else { throw Unsound.damaged }
            position = body + size
        }
    }
}

/// MP3 (ISO 11172-3, layer III): a tag, and frames one after the other.
enum MP3Check {
    private static let wanted = 100

    static func begins(_ head: [UInt8]) -> Bool {
        head.starts(with: "ID3") || MP3Frame(head) != nil
    }

    static func check(_ content: Content) throws {
        var position = try endOfTag(content)
        var frames = 0
        while frames < wanted, position < content.size {
            guard let frame = MP3Frame(try content.bytes(at: position, 4)) else { break }
            position += frame.length
            frames += 1
        }
        // A short recording ends with its frames, or with a tag of another kind.
        guard frames >= min(wanted, 3) else { throw Unsound.damaged }
    }

    private static func endOfTag(_ content: Content) throws -> Int {
        let head = try content.whole(at: 0, 10)
        guard head.starts(with: "ID3") else { return 0 }
        // Seven bits of each byte count.
        let size = head[6..<10].reduce(0) { $0 << 7 | Int($1 & 0x7F) }
        return try content.position(from: 10 + size) { bytes in bytes.firstIndex { $0 != 0 } } ?? content.size
    }
}

/// The header of a frame of an MP3 recording.
private struct MP3Frame {
    /// In bytes.
    let length: Int

    private static let rates1 = [32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320]
    private static let rates2 = [8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160]
    private static let frequencies = [44_100, 48_000, 32_000]

    init?(_ bytes: [UInt8]) {
        guard bytes.count >= 4, bytes[0] == 0xFF, bytes[1] & 0xE6 == 0xE2 else { return nil }
        let version = bytes[1] >> 3 & 3
        let (rate, frequency) = (Int(bytes[2] >> 4), Int(bytes[2] >> 2 & 3))
        guard version != 1, (1...14).contains(rate), frequency < 3 else { return nil }
        let isFirst = version == 3
        let kilobits = isFirst ? Self.rates1[rate - 1] : Self.rates2[rate - 1]
        let hertz = Self.frequencies[frequency] >> (isFirst ? 0 : version == 2 ? 1 : 2)
        length = (isFirst ? 144_000 : 72_000) * kilobits / hertz + Int(bytes[2] >> 1 & 1)
    }
}
