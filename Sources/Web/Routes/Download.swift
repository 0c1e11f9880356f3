import Hummingbird
import Kernel
import NIOCore

/// A file sent in pieces while it is read, whole or the requested `Range` (RFC 9110 §14).
public struct Download: RouteOutput {
    /// Reads bytes from the start of the range: at least one, at most all of it.
    public typealias Read = @Sendable (Range<Int>) async throws -> [UInt8]

    public var mediaType: String
    public var fileName: String
    public var size: Int
    /// An identifier of the content itself, such as its hash, without quotes.
    public var tag: String
    /// Whether browsers may show the file; otherwise they save it under its name.
    public var isInline: Bool
    public var cacheControl = "private, no-store"
    public var read: Read

    public init(
        _ mediaType: String,
        fileName: String,
        size: Int,
        tag: String,
        isInline: Bool = false,
        read: @escaping Read
    ) {
        self.mediaType = mediaType
        self.fileName = fileName
        self.size = size
        self.tag = tag
        self.isInline = isInline
        self.read = read
    }

    public static func describe(_ operation: inout Operation) {
        operation.success = Operation.Success(
            status: 200,
            description: "The content, or with a Range the requested part (206)",
            mediaType: "*/*",
            schema: .anything
        )
    }

    public func reply(to incoming: Incoming) throws -> Reply {
        var headers = [
            (name: "content-type", value: mediaType),
            (name: "content-disposition", value: disposition),
            (name: "accept-ranges", value: "bytes"),
            (name: "etag", value: "\"\(tag)\""),
            (name: "cache-control", value: cacheControl),
            // The content runs nothing and loads nothing, whatever it is.
            (name: "content-security-policy", value: "sandbox; default-src 'none'; frame-ancestors 'none'"),
        ]
        if isKept, let known = EntityTag(text: tag).known(to: incoming) {
            return Reply(304, headers: [("etag", known), ("cache-control", cacheControl)])
        }
        guard let range = try ByteRange.asked(by: incoming, of: size, tagged: tag) else {
            return Reply(200, headers: headers, body: stream(0..<size))
        }
        headers.append(("content-range", "bytes \(range.lowerBound)-\(range.upperBound - 1)/\(size)"))
        return Reply(206, headers: headers, body: stream(range))
    }

    private var isKept: Bool { !cacheControl.pieces(at: ",").contains { $0.unpadded.isWord("no-store") } }

    private var disposition: String {
        contentDisposition(isInline ? "inline" : "attachment", fileName)
    }

    private func stream(_ range: Range<Int>) -> Reply.Body {
        .stream(length: range.count) { [read] writer in
            var writer = writer
            var position = range.lowerBound
            while position < range.upperBound {
                let bytes = try await read(position..<range.upperBound)
                guard !bytes.isEmpty, bytes.count <= range.upperBound - position else { throw CutShort() }
                position += bytes.count
                try await writer.write(ByteBuffer(bytes: bytes))
            }
        }
    }

    /// The file has fewer bytes than declared.
    private struct CutShort: Error {}
}

/// The header `Range`, with one range; several ranges and other units than bytes are ignored.
enum ByteRange {
    /// Nil when the whole file is to be sent.
    static func asked(by incoming: Incoming, of size: Int, tagged tag: String) throws -> Range<Int>? {
        guard let header = incoming.header("range"), incoming.head.method == .get else { return nil }
        if let condition = incoming.header("if-range"), condition != "\"\(tag)\"" { return nil }
        guard header.before("=").unpadded.isWord("bytes"), let specification = header.after("="),
            !specification.has(",")
        else { return nil }
        let ends = specification.pieces(at: "-", atMost: 2, keepingEmpty: true).map(\.unpadded)
        guard ends.count == 2 else { return nil }
        switch (position(ends[0]), position(ends[1])) {
        case (let first?, let last?):
            guard first <= last else { return nil }
            guard first < size else { throw RangeNotSatisfiable(size: size) }
            return first..<min(last, size - 1) + 1
        case (let first?, nil):
            guard ends[1].isEmpty else { return nil }
            guard first < size else { throw RangeNotSatisfiable(size: size) }
            return first..<size
        case (nil, let count?):
            guard ends[0].isEmpty else { return nil }
            guard count > 0, size > 0 else { throw RangeNotSatisfiable(size: size) }
            return max(0, size - count)..<size
        case (nil, nil):
            return nil
        }
    }

    /// Numbers too large for us count as the largest.
    private static func position(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return min(Int(text) ?? .max, 1 << 60)
    }
}

/// The file has no byte in the requested range; the answer contains its size.
struct RangeNotSatisfiable: Error {
    let size: Int
}

extension Problem.Code {
    public static let rangeNotSatisfiable = Self(
        "range_not_satisfiable",
        416,
        [
            "en": "The range is beyond the end of the file.",
            "it": "L'intervallo richiesto è oltre la fine del file.",
            "ar": "المدى المطلوب يتجاوز نهاية الملف.",
            "ku": "مەودای داواکراو لە کۆتایی فایلەکە تێپەڕیوە.",
        ]
    )
}
