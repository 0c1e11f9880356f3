import Kernel
import NIOCore
import Testing

@testable import Web

@Suite("parts of a WebSocket")
struct WebSocketPartsTests {
    @Test func `UTF-8 is judged as Swift judges it, wherever it is cut`() {
        var random = SystemRandomNumberGenerator()
        let samples: [[UInt8]] = [
            Array("κόσμε — 日本語 — 🎉".utf8), [0xF4, 0x90, 0x80, 0x80], [0xC0, 0xAF], [0xED, 0xA0, 0x80],
            [0xE2, 0x82],
        ]
        for sample in samples
            + (0..<2_000).map({ _ in
                (0..<6).map { _ in
                    [0x41, 0x80, 0xBF, 0xC3, 0xE0, 0xE2, 0xED, 0xF0, 0xF4, 0x9F].randomElement(using: &random)
                        ?? 0
                }
            })
        {
            let isGood = String(validating: sample, as: UTF8.self) != nil
            for cut in 0...sample.count {
                var check = WebSocketUTF8()
                let first = sample[..<cut].withUnsafeBytes { check.feed($0) }
                let second = first && sample[cut...].withUnsafeBytes { check.feed($0) }
                #expect((second && check.isComplete) == isGood, "\(sample) cut at \(cut)")
            }
        }
    }

    @Test func `permessage-deflate is agreed to as RFC 7692 has it`() {
        #expect(WebSocketDeflate.accepting("permessage-deflate")?.header == "permessage-deflate")
        #expect(
            WebSocketDeflate.accepting(
                "x, permessage-deflate; client_max_window_bits; server_max_window_bits=10"
            )?.header
                == "permessage-deflate; server_max_window_bits=10"
        )
        #expect(WebSocketDeflate.accepting("permessage-deflate; server_max_window_bits=8") == nil)
        #expect(
            WebSocketDeflate.accepting(
                "permessage-deflate; server_no_context_takeover; server_no_context_takeover"
            ) == nil
        )
        #expect(WebSocketDeflate.accepting("permessage-deflate; server_no_context_takeover=1") == nil)
        #expect(WebSocketDeflate.accepting("permessage-deflate; unheard_of") == nil)
        let second =
            "permessage-deflate; server_max_window_bits=8, permessage-deflate; client_no_context_takeover"
        #expect(WebSocketDeflate.accepting(second)?.clientForgets == true)
    }

    @Test func `compressed messages are expanded, and a decompression bomb is refused`() throws {
        let terms = try #require(WebSocketDeflate.accepting("permessage-deflate"))
        let deflater = try #require(WebSocketDeflater(terms))
        let inflater = try #require(WebSocketInflater(terms))
        for text in ["hello", "hello", "", String(repeating: "abc", count: 50_000)] {
            var output = ByteBuffer()
            try inflater.inflate(deflater.deflated(ByteBuffer(string: text)), into: &output, limit: 1 << 20)
            try inflater.end(into: &output, limit: 1 << 20)
            #expect(String(buffer: output) == text)
        }
        let bomb = deflater.deflated(ByteBuffer(repeating: 0, count: 50 << 20))
        #expect(bomb.readableBytes < 1 << 20)
        var output = ByteBuffer()
        #expect(throws: WebSocketClose.tooBig) { try inflater.inflate(bomb, into: &output, limit: 1 << 20) }
        #expect(output.readableBytes < 4 << 20)
    }

    @Test func `base64 is strict`() {
        for length in 0..<20 {
            let bytes = (0..<length).map { UInt8($0 * 37 & 0xFF) }
            #expect(Base64.standard.decode(Base64.standard.encode(bytes)) == bytes)
        }
        #expect(
            Base64.standard.encode(Array("Man".utf8)) == "TWFu"
                && Base64.standard.encode(Array("M".utf8)) == "TQ=="
        )
        for bad in ["TQ=", "TR==", "T===", "T-==", "TQ==TQ==", "AA A"] {
            #expect(Base64.standard.decode(bad) == nil, "\(bad)")
        }
    }
}
