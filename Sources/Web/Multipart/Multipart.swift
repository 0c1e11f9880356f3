import Kernel
import NIOCore

/// A form with files (RFC 7578), part by part as it arrives; nothing else is held in memory.
///
/// ```swift
/// for try await part in upload {
///     for try await bytes in part.body { … }
/// }
/// ```
public struct Multipart: AsyncSequence, RouteInput {
    public typealias Element = Part

    private let source: MultipartSource

    public struct Limits: Sendable {
        public var parts = 32
        public var headerBytes = 8 << 10
        /// Limit for one part; the route's limit applies to the whole.
        public var partBytes = Int.max

        public init(parts: Int = 32, partBytes: Int = .max) {
            self.parts = parts
            self.partBytes = partBytes
        }
    }

    /// One field of the form; its body must be read before the next part, and the rest of it is skipped.
    public struct Part: Sendable {
        public let name: String
        /// Without directories and control characters; nil for a field that is not a file.
        public let fileName: String?
        public let mediaType: String?
        public let body: RequestBody

        /// The whole of a small field, which must be UTF-8.
        public func text(upTo bytes: Int = 64 << 10) async throws -> String {
            let bytes = try await body.collect(upTo: bytes)
            guard let text = String(validating: bytes, as: UTF8.self) else { throw Problem(.malformed) }
            return text
        }
    }

    /// Throws `unsupported_media_type` unless `contentType` is a form with a boundary.
    public init(contentType: String?, body: RequestBody, limits: Limits = Limits()) throws(Problem) {
        guard let contentType, let value = HeaderValue(contentType), value.main == "multipart/form-data"
        else {
            throw Problem(
                .unsupportedMediaType,
                [
                    "en": "The body must be multipart/form-data.",
                    "it": "Il corpo deve essere multipart/form-data.",
                    "ar": "يجب أن يكون المحتوى multipart/form-data.",
                    "ku": "دەبێت ناوەڕۆک multipart/form-data بێت.",
                ]
            )
        }
        // 70 characters at most (RFC 2046 §5.1.1).
        guard let boundary = value["boundary"], (1...70).contains(boundary.utf8.count), boundary.last != " ",
            boundary.utf8.allSatisfy({ (0x20...0x7E).contains($0) })
        else { throw MultipartParser.malformed("boundary") }
        source = MultipartSource(body, boundary: boundary, limits)
    }

    public static func describe(_ operation: inout Operation) {
        operation.body = Operation.RequestContent(
            "multipart/form-data",
            .anything,
            meaning: .words("A form with files.")
        )
    }

    public static func read(from reader: RequestReader) async throws -> Self {
        try Self(contentType: reader.incoming.header("content-type"), body: reader.incoming.body)
    }

    /// The same form with other limits; call it before reading the first part.
    public func limited(to limits: Limits) async -> Self {
        await source.limit(to: limits)
        return self
    }

    public func makeAsyncIterator() -> AsyncIterator {
        AsyncIterator(source: source)
    }

    public struct AsyncIterator: AsyncIteratorProtocol {
        fileprivate let source: MultipartSource

        public mutating func next() async throws -> Part? {
            try await source.nextPart()
        }
    }
}

/// Reads only as far as the parts are requested.
actor MultipartSource {
    private let body: RequestBody
    private var parser: MultipartParser
    private var limits: Multipart.Limits
    private var part = 0
    private var isPartOpen = false
    private var isReading = false

    init(_ body: RequestBody, boundary: String, _ limits: Multipart.Limits) {
        self.body = body
        self.limits = limits
        parser = MultipartParser(boundary: boundary, headerBytes: limits.headerBytes)
    }

    func limit(to limits: Multipart.Limits) {
        self.limits = limits
    }

    func nextPart() async throws -> Multipart.Part? {
        while true {
            switch try await nextEvent() {
            case .bytes, .endOfPart: isPartOpen = false
            case .end: return nil
            case .part(let header):
                part += 1
                guard part <= limits.parts else {
                    throw Problem(
                        .tooLarge,
                        [
                            "en": "The form has too many parts.", "it": "Il modulo contiene troppe parti.",
                            "ar": "أجزاء النموذج كثيرة جداً.", "ku": "بەشەکانی فۆرمەکە زۆرن.",
                        ]
                    )
                }
                isPartOpen = true
                return open(header, number: part)
            }
        }
    }

    private func open(_ header: MultipartParser.PartHeader, number: Int) -> Multipart.Part {
        Multipart.Part(
            name: header.name,
            fileName: header.fileName,
            mediaType: header.mediaType,
            body: RequestBody(length: nil, limit: limits.partBytes) { try await self.bytes(of: number) }
        )
    }

    private func bytes(of number: Int) async throws -> ByteBuffer? {
        guard number == part, isPartOpen else { return nil }
        guard case .bytes(let bytes) = try await nextEvent() else {
            isPartOpen = false
            return nil
        }
        return bytes
    }

    private func nextEvent() async throws -> MultipartParser.Event {
        guard !isReading else { throw ReadTwice() }
        isReading = true
        defer { isReading = false }
        while true {
            if let event = try parser.next() { return event }
            var wire = body.makeAsyncIterator()
            guard let bytes = try await wire.next() else {
                throw MultipartParser.malformed("the end is missing")
            }
            parser.feed(bytes)
        }
    }
}
