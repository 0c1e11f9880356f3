import HTTPTypes
import Kernel
import NIOHTTP1
import Testing

@testable import Web

/// A combining mark makes one `Character` of itself and the sign before it: each parser has to see the sign all the same.
@Suite struct HostileTextTests {
    private static let mark = "\u{301}"

    /// A parser: a text with its separators marked by `¦`, and what is found in it.
    struct Parser: Sendable, CustomTestStringConvertible {
        let name: String
        let text: String
        let find: @Sendable (String) -> String?
        let found: String?

        init(
            _ name: String,
            _ text: String,
            _ found: String?,
            _ find: @escaping @Sendable (String) -> String?
        ) {
            (self.name, self.text, self.found, self.find) = (name, text, found, find)
        }

        var testDescription: String { name }
    }

    // `¦` stands where the combining mark goes; what is found is the same as without it, but for the mark itself.
    // swift-format-ignore
    static let parsers = [
        Parser("Accept-Encoding", "br,¦x, gzip", "yes") { HeaderPolicy.acceptsGzip($0) ? "yes" : "no" },
        Parser("a refused coding", "gzip;q=0,¦x, *;¦a", "no") { HeaderPolicy.acceptsGzip($0) ? "yes" : "no" },
        Parser("Accept-Language", "fr,¦x;q=0.1, en;¦a", "en") { Languages.accepted($0, of: [.italian, .english])[0].tag },
        Parser("query", "a=¦1&¦b=2", "a|¦1|¦b|2") { PercentCoding.pairs($0[...])?.map { "\($0.name)|\($0.value)" }.joined(separator: "|") },
        Parser("tags", "\"3\",¦\"4\"", nil) { EntityTags($0)?.tags.map(\.text).joined(separator: "|") },
        Parser("a tag", "\"¦3\", \"4\"", "¦3|4") { EntityTags($0)?.tags.map(\.text).joined(separator: "|") },
        Parser("media type", "application/json;¦charset=utf-8", "application/json", mediaTypeEssence),
        Parser("disposition", "form-data;¦x=1; name=\"¦a\"; filename=\"b\";¦", "form-data|¦a|b") {
            HeaderValue($0).map { "\($0.main)|\($0["name"] ?? "")|\($0["filename"] ?? "")" }
        },
        Parser("file name", "..\\¦x/¦secret/¦b.pdf", "¦b.pdf", FileName.clean),
        Parser("forwarded", "6.6.6.6,¦x, 1.2.3.4, 10.9.9.9", "1.2.3.4") {
            CallerAddress(trusted: [AddressRange("10.0.0.0/8")].compactMap(\.self)).address(peer: "10.0.0.1", forwarded: $0)
        },
        Parser("a forwarded address that is none", "1.2.3.4,¦", "10.0.0.1") {
            CallerAddress(trusted: [AddressRange("10.0.0.0/8")].compactMap(\.self)).address(peer: "10.0.0.1", forwarded: $0)
        },
        Parser("range", "bytes=0-¦5", nil) { range($0) },
        Parser("extension", "x;¦y, permessage-deflate", "permessage-deflate") { WebSocketDeflate.accepting($0)?.header },
        Parser("protocols", "a,¦bearer.x, bearer.y", "a|¦bearer.x|bearer.y") { SocketToken.protocols($0).joined(separator: "|") },
        Parser("payload", "4a\u{1e}¦4b", "2") { EnginePacket.packets(of: $0).map { String($0.count) } },
        Parser("namespace", "0/chat?¦a=1,{}", "/chat") { SocketIOPacket(parsing: $0[...])?.namespace },
        Parser("path", "/a/¦b/c", "a|¦b|c") { RouteTree.segments(of: $0[...]).joined(separator: "|") },
        Parser("preflight", "x-a,¦, x-b,¦x-c", "x-a|x-b") {
            AllowedHeaders.list($0).pieces(at: ",").map { String($0.unpadded) }.filter { $0.hasPrefix("x-") }.joined(separator: "|")
        },
        Parser("a secret in the log", "Bearer ¦abc Bearer abc", "Bearer [redacted] Bearer [redacted]") { Secrets.removed(from: $0) },
    ]

    @Test(arguments: parsers)
    func `a mark behind a separator hides it from nobody`(parser: Parser) {
        for mark in [Self.mark, "\u{FE0F}", "\u{338}", "\u{20E3}"] {
            let found = parser.find(parser.text.replacing("¦", with: mark))
            #expect(
                found.map { Array($0.utf8) } == parser.found.map { Array($0.replacing("¦", with: mark).utf8) }
            )
        }
    }

    private static func range(_ header: String) -> String? {
        var head = HTTPRequest(method: .get, scheme: "http", authority: "a", path: "/")
        head.headerFields[.range] = header
        let incoming = Incoming(head: head, path: "/", log: Fixture.silent)
        return (try? ByteRange.asked(by: incoming, of: 10, tagged: "x")).map { "\($0)" }
    }

    @Test func `letters of other scripts are no letters of a protocol`() {
        var headers = HTTPHeaders([("Host", "a"), ("Transfer-Encoding", "chun\u{212A}ed")])
        #expect(throws: HTTPParserError.self) {
            try RequestHead(
                HTTPRequestHead(version: .http1_1, method: .POST, uri: "/", headers: headers),
                isSecure: false
            )
        }
        headers.replaceOrAdd(name: "Transfer-Encoding", value: "Chunked")
        #expect(throws: Never.self) {
            try RequestHead(
                HTTPRequestHead(version: .http1_1, method: .POST, uri: "/", headers: headers),
                isSecure: false
            )
        }
        #expect(!"\u{212A}".isWord("k") && "K".isWord("k"))
        #expect("A\u{212A}É".inSmallLetters.unicodeScalars.elementsEqual("a\u{212A}É".unicodeScalars))
    }

    @Test func `Java's way to write a language is understood`() {
        let spoken: [Language] = [.italian, .english]
        #expect(Languages.accepted("en_US", of: spoken).first == .english)
        for (name, language) in [
            ("en_US", .english), ("KU", "ku"), ("ckb", "ku"), ("ku_IQ", "ku"), (" it ", .italian),
            ("fr", nil), ("", nil),
        ] as [(String, Language?)] {
            #expect([.italian, .english, "ku"].meant(by: name) == language, "\(name)")
        }
        #expect(Languages.accepted("it_IT;q=0.2, en_GB_x;q=0.9", of: spoken) == [.english, .italian])
    }

    @Test func `a hash differs in every byte and length, and is the same tomorrow`() {
        var seen: Set<UInt64> = []
        let text = Array(String(repeating: "portico ", count: 9).utf8)
        for length in 0...text.count { seen.insert(ByteHash.of(Array(text.prefix(length)))) }
        for index in text.indices {
            var other = text
            other[index] ^= 1
            seen.insert(ByteHash.of(other))
        }
        #expect(seen.count == 2 * text.count + 1)
        #expect(ByteHash.of(Array("portico".utf8)) == ByteHash.of(Array("portico".utf8)))
    }
}
