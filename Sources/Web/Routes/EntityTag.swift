import HTTPTypes
import Kernel

/// The tag of an answer: the version of its resource, if there is one, and a hash of its bytes.
///
/// ``IfMatch`` compares the version alone. The whole tag changes with the answer, such as with joined data,
/// the language or the caller. See docs/decisions/0024-entity-tags.md.
struct EntityTag {
    let text: String

    init(_ version: Int? = nil, _ bytes: [UInt8]) {
        let hash = String(ByteHash.of(bytes), radix: 36)
        text = version.map { "\($0).\(hash)" } ?? hash
    }

    init(text: String) {
        self.text = text
    }

    /// The value of the header.
    func header(isWeak: Bool = false) -> String {
        isWeak ? "W/\"\(text)\"" : "\"\(text)\""
    }

    /// The tag that the reader already has, for a 304; nil for another tag, or when this is not a read.
    ///
    /// A tag that came back weak stays weak, because the reader's copy may be compressed.
    func known(to incoming: Incoming) -> String? {
        guard incoming.head.method == .get || incoming.head.method == .head,
            let tags = incoming.header("if-none-match").flatMap(EntityTags.init)
        else { return nil }
        if tags.isAny { return header() }
        return tags.tags.first { $0.text == text }.map { header(isWeak: $0.isWeak) }
    }
}

extension Reply {
    /// The same reply with a tag and other headers; 304 with only these for a reader with the same tag.
    func tagged(
        _ version: Int? = nil,
        _ more: [(name: String, value: String)] = [],
        for incoming: Incoming
    ) -> Reply {
        guard case .bytes(let bytes) = body, status < 300 else { return self }
        let tag = EntityTag(version, bytes)
        if status == 200, let known = tag.known(to: incoming) {
            return Reply(304, headers: [("etag", known)] + more)
        }
        var reply = self
        reply.headers.append(("etag", tag.header()))
        reply.headers += more
        return reply
    }
}

/// The list in `If-Match` and `If-None-Match`: `*`, or tags separated by commas.
///
/// Tags are accepted as clients and proxies send them back: weak, without quotes, or with a proxy's coding
/// after them (`"3-gzip"`, `"3;br"`), which is removed.
struct EntityTags {
    var isAny = false
    var tags: [(text: String, isWeak: Bool)] = []

    /// Nil when the header is not well formed.
    init?(_ header: String) {
        var rest = header.utf8[...]
        Self.skipSpace(&rest)
        if Substring(rest).unpadded.utf8.elementsEqual("*".utf8) {
            isAny = true
            return
        }
        Self.skipEmptyElements(&rest)
        repeat {
            guard let tag = Self.tag(&rest) else { return nil }
            tags.append(tag)
            Self.skipSpace(&rest)
            guard rest.isEmpty || rest.first == UInt8(ascii: ",") else { return nil }
            Self.skipEmptyElements(&rest)
        } while !rest.isEmpty
    }

    private static func tag(_ rest: inout Substring.UTF8View) -> (text: String, isWeak: Bool)? {
        let isWeak = rest.starts(with: "W/".utf8) || rest.starts(with: "w/".utf8)
        if isWeak { rest = rest.dropFirst(2) }
        guard rest.first == UInt8(ascii: "\"") else { return bare(&rest).map { ($0, isWeak) } }
        rest = rest.dropFirst()
        guard let end = rest.firstIndex(of: UInt8(ascii: "\"")) else { return nil }
        let text = rest[..<end]
        rest = rest[rest.index(after: end)...]
        // Some proxies put the coding after the quote.
        let outside = rest.prefix { $0 != UInt8(ascii: ",") && !$0.isPadding }
        guard withoutCodings(outside).isEmpty else { return nil }
        rest = rest[outside.endIndex...]
        return (String(Substring(withoutCodings(text))), isWeak)
    }

    /// Without quotes: letters, digits and the punctuation of our tags.
    private static func bare(_ rest: inout Substring.UTF8View) -> String? {
        let text = rest.prefix { $0 != UInt8(ascii: ",") && !$0.isPadding }
        guard !text.isEmpty, text.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\"") })
        else { return nil }
        rest = rest[text.endIndex...]
        return String(Substring(withoutCodings(text)))
    }

    private static let codings = ["gzip", "br", "zstd", "deflate", "bzip2", "compress"].map { Array($0.utf8) }

    private static func withoutCodings(_ text: Substring.UTF8View) -> Substring.UTF8View {
        var text = text
        while let coding = codings.first(where: { text.suffix($0.count).elementsEqual($0) }) {
            let before = text.dropLast(coding.count)
            guard let sign = before.last, sign == UInt8(ascii: "-") || sign == UInt8(ascii: ";") else {
                break
            }
            text = before
            while text.last == sign { text.removeLast() }
        }
        return text
    }

    /// Commas without an element between them (RFC 9110 §5.6.1), and the one before the next element.
    private static func skipEmptyElements(_ rest: inout Substring.UTF8View) {
        rest = rest.drop { $0 == UInt8(ascii: ",") || $0.isPadding }
    }

    private static func skipSpace(_ rest: inout Substring.UTF8View) {
        rest = rest.drop(while: \.isPadding)
    }
}
