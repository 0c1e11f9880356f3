import Kernel
import NIOCore
import Testing

@testable import Web

@Suite struct MultipartTests {
    private static let sample =
        "preamble\r\n--x-y\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\nidentity card\r\n"
        + "--x-y \t\r\ncontent-disposition: form-data; name=\"file\"; filename=\"a.pdf\"\r\nContent-Type: application/pdf\r\n\r\n"
        + "one\r\n--x\r\n--x-yz\r\n--x-y-\r\r\n--x-y\rtwo\r\n\r\n--x-y\r\n"
        + "Content-Disposition: form-data; name=\"empty\"\r\n\r\n\r\n--x-y--\r\nepilogue --x-y\r\n"

    private static let expected = [
        "kind|nil|nil|identity card",
        "file|a.pdf|application/pdf|one\r\n--x\r\n--x-yz\r\n--x-y-\r\r\n--x-y\rtwo\r\n",
        "empty|nil|nil|",
    ]

    @Test func `a form comes out the same wherever the wire splits it`() async throws {
        let bytes = Array(Self.sample.utf8)
        for split in 0...bytes.count {
            let parts = try await read([Array(bytes[..<split]), Array(bytes[split...])])
            #expect(parts == Self.expected, "split at \(split)")
        }
        #expect(try await read(bytes.map { [$0] }) == Self.expected)
    }

    @Test func `a form cut short is malformed wherever it ends`() async throws {
        let whole = Array(Self.sample.utf8.dropLast("\r\nepilogue --x-y\r\n".utf8.count))
        #expect(try await read([whole]) == Self.expected)
        for length in 0..<whole.count {
            await #expect(throws: Problem.self, "cut at \(length)") {
                try await read([Array(whole[..<length])])
            }
        }
    }

    @Test func `large parts pass without being kept`() async throws {
        let head = "--b\r\nContent-Disposition: form-data; name=\"file\"; filename=\"big\"\r\n\r\n"
        let chunk = (0..<65_536).map { UInt8(truncatingIfNeeded: $0 / 7) }
        let wire = Wire([Array(head.utf8)] + Array(repeating: chunk, count: 64) + [Array("\r\n--b--".utf8)])
        let form = try Multipart(contentType: "multipart/form-data; boundary=b", body: wire.body)
        var total = 0
        for try await part in form {
            for try await bytes in part.body {
                total += bytes.readableBytes
                #expect(bytes.readableBytes <= 65_536 + 80)
            }
        }
        #expect(total == 64 * 65_536)
    }

    @Test func `the wire is read no further than asked`() async throws {
        let wire = Wire([
            Array("--b\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1".utf8), Array("2".utf8),
            Array("3\r\n--b--".utf8),
        ])
        let form = try Multipart(contentType: "multipart/form-data; boundary=b", body: wire.body)
        var parts = form.makeAsyncIterator()

        let part = try #require(try await parts.next())
        #expect(await wire.left == 2)
        #expect(try await part.text() == "123")
        #expect(try await parts.next() == nil)
        #expect(try await parts.next() == nil)
    }

    @Test func `an unread part is skipped, and its body is then empty`() async throws {
        let form = try Multipart(
            contentType: "multipart/form-data; boundary=x-y",
            body: RequestBody(bytes: Array(Self.sample.utf8))
        )
        var parts = form.makeAsyncIterator()
        let first = try #require(try await parts.next())
        let second = try #require(try await parts.next())

        #expect(second.name == "file")
        #expect(try await first.body.collect() == [])
    }

    @Test func `parts and their sizes are limited`() async throws {
        let body = Array(Self.sample.utf8)
        await #expect(throws: Problem.self) { try await read([body], Multipart.Limits(parts: 2)) }
        await #expect(throws: Problem.self) { try await read([body], Multipart.Limits(partBytes: 20)) }
        var limits = Multipart.Limits()
        limits.headerBytes = 60
        await #expect(throws: Problem.self) { try await read([body], limits) }
        await #expect(throws: Problem.self) {
            let form = try Multipart(
                contentType: "multipart/form-data; boundary=x-y",
                body: RequestBody(bytes: body).limited(to: 50)
            )
            for try await _ in form {}
        }
    }

    @Test(arguments: [
        "--b\r\nContent-Disposition: form-data\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: attachment; name=\"a\"\r\n\r\n\r\n--b--",
        "--b\r\n\r\n\r\n--b--", "--b\r\nnonsense\r\n\r\n\r\n--b--",
        "--b\r\nContent-Disposition: form-data; name=\"a\r\n\r\n\r\n--b--",
        "--b" + String(repeating: " ", count: 100) + "\r\n", "no boundary at all", "",
    ])
    func `a malformed form is refused`(text: String) async throws {
        let problem = await #expect(throws: Problem.self) {
            let form = try Multipart(
                contentType: "multipart/form-data; boundary=b",
                body: RequestBody(bytes: Array(text.utf8))
            )
            for try await part in form { _ = try await part.body.collect() }
        }
        #expect(problem?.code == .malformed)
    }

    @Test(arguments: [nil, "application/json", "multipart/mixed; boundary=b"] as [String?])
    func `anything else is not supported`(type: String?) {
        let problem = #expect(throws: Problem.self) { try Multipart(contentType: type, body: .empty) }
        #expect(problem?.code == .unsupportedMediaType)
    }

    @Test(
        arguments: [
            ("filename=\"C:\\\\docs\\\\Ann\\\"a.pdf\"", "Ann\"a.pdf"),
            ("filename=\"../../etc/passwd\"", "passwd"), ("filename=\"..\"", nil),
            ("filename=\"a\u{202E}fdp.exe\"", "afdp.exe"),
            ("filename=\"x\"; filename*=UTF-8''citt%C3%A0%20%2Fa.pdf", "a.pdf"),
            ("filename*=UTF-8'it'perch%C3%A9.txt", "perché.txt"), ("filename=plain.txt", "plain.txt"),
            ("filename=\".htaccess\"", "htaccess"),
            ("filename=\"a%22b.txt\"", "a\"b.txt"), ("filename=\"100%25.txt\"", "100%25.txt"),
            ("filename=\"citt%C3%A0%20nuova.pdf\"", "città nuova.pdf"), ("filename=\"50%.pdf\"", "50%.pdf"),
            ("filename*=ISO-8859-1''citt%E0.pdf", "città.pdf"),
            ("filename=\"a.pdf\"; filename*=koi8-r''%C1.pdf", "a.pdf"),
            ("filename=\"=?UTF-8?B?Y2l0dMOgLnBkZg==?=\"", "città.pdf"),
            ("filename=\"=?iso-8859-1?Q?citt=E0_1.pdf?=\"", "città 1.pdf"),
            ("filename=\"=?broken\"", "=?broken"),
            ("filename*0*=UTF-8''citt%C3; filename*1*=%A0.pdf", "città.pdf"),
            ("filename*0=\"a\"; filename*1=\"b.pdf\"", "ab.pdf"),
            ("filename*1=b; filename*0*=UTF-8''%C3%A0; filename*2=.pdf; filename=x", "àb.pdf"),
            ("filename*0*=UTF-8''%C; filename=a.pdf", "a.pdf"), ("filename*1=b.pdf", nil),
            ("filename=\"citta\u{300}.pdf\"", "citt\u{E0}.pdf"),
            ("filename=\"/\u{338}etc/\u{338}passwd\"", "\u{338}passwd"),
        ] as [(String, String?)]
    )
    func `file names are made harmless`(parameter: String, expected: String?) throws {
        let value = try #require(HeaderValue("form-data; name=\"f\"; " + parameter))
        #expect(FileName.clean(value).map { Array($0.utf8) } == expected.map { Array($0.utf8) })
    }

    @Test func `a header of a part may go on in the next line`() async throws {
        let folded =
            "--x-y\r\nContent-Disposition: form-data;\r\n name=\"file\";\r\n\tfilename=\"a.pdf\"\r\n\r\none\r\n--x-y--"
        let first = "--x-y\r\n name=\"file\"\r\n\r\none\r\n--x-y--"

        #expect(try await read([Array(folded.utf8)]) == ["file|a.pdf|nil|one"])
        await #expect(throws: Problem.self) { try await read([Array(first.utf8)]) }
    }

    /// `città` in Latin-1, and a name in the Windows code page of Arabic.
    @Test(
        arguments: [([0x63, 0x69, 0x74, 0x74, 0xE0], "citt_.pdf"), ([0xE3, 0xE1, 0xDD], "___.pdf")]
            as [([UInt8], String)]
    )
    func `a name in another encoding costs letters, and no file`(name: [UInt8], expected: String) async throws
    {
        let head = Array("--x-y\r\nContent-Disposition: form-data; name=\"file\"; filename=\"".utf8)
        let body = head + name + Array(".pdf\"\r\n\r\none\r\n--x-y--".utf8)

        #expect(try await read([body]) == ["file|\(expected)|nil|one"])
    }

    private func read(_ chunks: [[UInt8]], _ limits: Multipart.Limits = .init()) async throws -> [String] {
        let body = Wire(chunks).body
        let form = try Multipart(
            contentType: "multipart/form-data; boundary=\"x-y\"",
            body: body,
            limits: limits
        )
        var parts: [String] = []
        for try await part in form {
            let text = String(decoding: try await part.body.collect(), as: UTF8.self)
            parts.append("\(part.name)|\(part.fileName ?? "nil")|\(part.mediaType ?? "nil")|\(text)")
        }
        return parts
    }
}

/// A body that comes in chunks, and knows how many are left.
private actor Wire {
    private var chunks: [[UInt8]]

    init(_ chunks: [[UInt8]]) {
        self.chunks = chunks
    }

    var left: Int { chunks.count }

    private func next() -> ByteBuffer? {
        chunks.isEmpty ? nil : ByteBuffer(bytes: chunks.removeFirst())
    }

    nonisolated var body: RequestBody {
        RequestBody(length: nil) { await self.next() }
    }
}
