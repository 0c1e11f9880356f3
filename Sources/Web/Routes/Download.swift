import Hummingbird
import Kernel
import NIOCore

/// A file that is sent piece by piece while it is read, whole or the part that a `Range` asks for (RFC 9110 §14).
public struct Download: RouteOutput {
    /// The bytes from the start of the range on: never none, at most all of it.
    public typealias Read = @Sendable (Range<Int>) async throws -> [UInt8]

    public var mediaType: String
    public var fileName: String
    public var size: Int
    /// A name of the content itself, such as its hash, without quotes.
    public var tag: String
    /// Whether a browser may show it; else it saves it under its name.
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
            description: "The bytes, or with a Range the part that was asked for (206)",
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
            // Whatever is inside, it runs nothing and reaches nothing.
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

    /// The file has fewer bytes than it was said to have.
    private struct CutShort: Error {}
}

/// The header `Range`, of which one range is served; several, and units that are not bytes, are passed over.
enum ByteRange {
    /// Nil when the whole is to be sent.
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

    /// A number too large for us is as good as the largest.
    private static func position(_ text: Substring) -> Int? {
        guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return min(Int(text) ?? .max, 1 << 60)
    }
}

/// Nothing of what was asked for is there; the answer says how much there is.
struct RangeNotSatisfiable: Error {
    let size: Int
}

extension Problem.Code {
    public static let rangeNotSatisfiable = Self(
        "range_not_satisfiable",
        416,
        [
            "en": "The range lies beyond the end of the file.",
            "it": "L'intervallo richiesto è oltre la fine del file.",
            "ar": "المدى المطلوب يتجاوز نهاية الملف.",
            "ku": "مەودای داواکراو لە کۆتایی فایلەکە تێپەڕیوە.",
        ]
    )
}
