import Glibc
import Kernel
import NIOCore

/// Parses incoming bytes into parts; it holds no more than a delimiter or a part's header.
struct MultipartParser {
    enum Event: Equatable {
        case part(PartHeader)
        case bytes(ByteBuffer)
        case endOfPart
        case end
    }

    struct PartHeader: Equatable, Sendable {
        let name: String
        let fileName: String?
        let mediaType: String?
    }

    private enum Phase {
        case preamble
        case header
        case data
        case end
    }

    private enum Find {
        /// A delimiter line: its position, its length, and whether it is the last.
        case line(at: Int, length: Int, isLast: Bool)
        /// No delimiter begins before this position.
        case none(before: Int)
        /// A delimiter with unreasonably many blanks after it.
        case padding
    }

    private let delimiter: [UInt8]
    private let headerBytes: Int
    private var phase = Phase.preamble
    private var pending: ByteBuffer

    init(boundary: String, headerBytes: Int = 8 << 10) {
        delimiter = Array("\r\n--\(boundary)".utf8)
        self.headerBytes = headerBytes
        // The first delimiter needs no line break before it.
        pending = ByteBuffer(string: "\r\n")
    }

    mutating func feed(_ bytes: ByteBuffer) {
        var bytes = bytes
        pending.discardReadBytes()
        pending.writeBuffer(&bytes)
    }

    /// Nil when more bytes are needed.
    mutating func next() throws(Problem) -> Event? {
        switch phase {
        case .preamble: try skipPreamble()
        case .header: try readHeader()
        case .data: try readData()
        case .end: .end
        }
    }

    static func malformed(_ what: String) -> Problem {
        Problem(
            .malformed,
            [
                "en": "The form is malformed: \(what).", "it": "Il modulo è malformato: \(what).",
                "ar": "النموذج غير سليم: \(what).", "ku": "فۆرمەکە دروست نییە: \(what).",
            ]
        )
    }

    private mutating func skipPreamble() throws(Problem) -> Event? {
        switch try find() {
        case .padding: return nil
        case .none(let before):
            pending.moveReaderIndex(forwardBy: before)
            return nil
        case .line(let start, let length, let isLast):
            pending.moveReaderIndex(forwardBy: start + length)
            phase = isLast ? .end : .header
            return try next()
        }
    }

    private mutating func readData() throws(Problem) -> Event? {
        switch try find() {
        case .padding: return nil
        case .none(let before):
            guard before > 0 else { return nil }
            return pending.readSlice(length: before).map(Event.bytes)
        case .line(let start, _, _) where start > 0:
            return pending.readSlice(length: start).map(Event.bytes)
        case .line(_, let length, let isLast):
            pending.moveReaderIndex(forwardBy: length)
            phase = isLast ? .end : .header
            return .endOfPart
        }
    }

    private mutating func readHeader() throws(Problem) -> Event? {
        let bytes = pending.readableBytesView
        guard let length = Self.lengthOfHeader(bytes.prefix(headerBytes)) else {
            guard bytes.count < headerBytes else { throw Self.malformed("the header of a part is too long") }
            return nil
        }
        let header = try Self.header(Array(bytes.prefix(length)))
        pending.moveReaderIndex(forwardBy: length)
        phase = .data
        return .part(header)
    }

    /// Finds a delimiter line, with only blanks after it; data may differ from one in the last byte alone.
    private func find() throws(Problem) -> Find {
        let found = pending.withUnsafeReadableBytes { Self.find(delimiter, in: $0) }
        if case .padding = found { throw Self.malformed("a boundary is followed by too many blanks") }
        return found
    }

    private static func find(_ delimiter: [UInt8], in bytes: UnsafeRawBufferPointer) -> Find {
        var start = 0
        while let position = firstPosition(of: delimiter, in: bytes, from: start) {
            switch tail(bytes[(position + delimiter.count)...]) {
            case .incomplete: return .none(before: position)
            case .break(let length):
                return .line(at: position, length: delimiter.count + length, isLast: false)
            case .last: return .line(at: position, length: delimiter.count + 2, isLast: true)
            case .tooLong: return .padding
            case .other: start = position + 1
            }
        }
        // The end of the buffer may be the beginning of a delimiter.
        let edge = max(start, bytes.count - delimiter.count + 1)
        let begun = (edge..<max(edge, bytes.count)).first { position in
            delimiter.starts(with: UnsafeRawBufferPointer(rebasing: bytes[position...]))
        }
        return .none(before: begun ?? bytes.count)
    }

    /// Uses the C library, which compares many bytes at a time: every byte of every upload is searched.
    private static func firstPosition(
        of delimiter: [UInt8],
        in bytes: UnsafeRawBufferPointer,
        from start: Int
    ) -> Int? {
        guard let base = bytes.baseAddress else { return nil }
        var start = start
        while start + delimiter.count <= bytes.count {
            let room = bytes.count - start - delimiter.count + 1
            guard let found = memchr(base + start, 13, room) else { return nil }
            let position = UnsafeRawPointer(found) - base
            if memcmp(base + position, delimiter, delimiter.count) == 0 { return position }
            start = position + 1
        }
        return nil
    }

    private enum Tail {
        case incomplete, last, tooLong, other
        case `break`(Int)
    }

    private static let maximumPadding = 64

    private static func tail(_ bytes: Slice<UnsafeRawBufferPointer>) -> Tail {
        if bytes.first == UInt8(ascii: "-") {
            guard bytes.count >= 2 else { return .incomplete }
            return bytes[bytes.startIndex + 1] == UInt8(ascii: "-") ? .last : .other
        }
        let padding = bytes.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
        guard padding <= maximumPadding else { return .tooLong }
        let end = bytes.dropFirst(padding)
        if end.isEmpty { return .incomplete }
        guard end.first == UInt8(ascii: "\r") else { return .other }
        guard end.count >= 2 else { return .incomplete }
        return end[end.startIndex + 1] == UInt8(ascii: "\n") ? .break(padding + 2) : .other
    }
}
