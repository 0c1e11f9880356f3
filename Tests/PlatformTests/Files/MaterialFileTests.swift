import Kernel
import TestKit
import Testing

@testable import Platform

/// Presentations and recordings: whole ones are known by their content, others are refused.
@Suite struct MaterialFileTests {
    static let pptx = Sample.zip(["[Content_Types].xml": "<Types/>", "ppt/presentation.xml": "<p/>"])
    static let m4a =
        Sample.box("ftyp", Array("M4A \0\0\0\0M4A mp42".utf8)) + Sample.box("moov", [0, 0, 0, 0])
        + Sample.box("mdat", [1, 2, 3])
    static let wav = riff(
        Array("fmt ".utf8) + Sample.little(16, 4) + [UInt8](repeating: 1, count: 16) + Array("data".utf8)
            + Sample.little(4, 4) + [0, 1, 0, 1]
    )
    static let ogg =
        page(Array("OpusHead".utf8) + [1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0], first: true) + page([1, 2, 3])

    /// MPEG-1 layer III, 128 kbit/s, 44.1 kHz: frames of 417 bytes.
    static let frame: [UInt8] = [0xFF, 0xFB, 0x90, 0x00] + [UInt8](repeating: 0, count: 413)
    static let mp3 = Array((0..<5).map { _ in frame }.joined())
    static let tagged = Array("ID3".utf8) + [3, 0, 0, 0, 0, 0, 10] + [UInt8](repeating: 0, count: 10) + mp3

    private static func riff(_ content: [UInt8]) -> [UInt8] {
        Array("RIFF".utf8) + Sample.little(content.count + 4, 4) + Array("WAVE".utf8) + content
    }

    private static func page(_ content: [UInt8], first: Bool = false) -> [UInt8] {
        Array("OggS".utf8) + [0, first ? 2 : 0] + [UInt8](repeating: 0, count: 20)
            + [1, UInt8(content.count)] + content
    }

    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let type: MediaType?
        let bytes: [UInt8]

        init(_ description: String, _ type: MediaType?, _ bytes: [UInt8]) {
            (testDescription, self.type, self.bytes) = (description, type, bytes)
        }
    }

    // swift-format-ignore
    static let sound = [
        Case("PowerPoint",          .pptx, pptx),
        Case("MP3",                 .mp3,  mp3),
        Case("MP3 behind a tag",    .mp3,  tagged),
        Case("M4A",                 .m4a,  m4a),
        Case("WAV",                 .wav,  wav),
        Case("Ogg with Opus",       .ogg,  ogg),
        Case("HEIC as before",      .heic, Sample.heic),
        Case("Word as before",      .docx, Sample.docx),
        Case("a video in MPEG-4",   nil,   Sample.box("ftyp", Array("isom\0\0\0\0".utf8)) + Sample.box("moov", [])),
    ]

    @Test(arguments: sound)
    func `the content says what it is`(file: Case) throws {
        #expect(try Sniffer.look(at: Content(file.bytes))?.type == file.type)
    }

    // swift-format-ignore
    static let unsound = [
        Case("two main parts",      nil, Sample.zip(["[Content_Types].xml": "", "ppt/presentation.xml": "", "word/document.xml": ""])),
        Case("a macro",             nil, Sample.zip(["[Content_Types].xml": "", "ppt/presentation.xml": "", "ppt/vbaProject.bin": ""])),
        Case("WAV, cut",            nil, Array(wav.dropLast(6))),
        Case("Ogg, cut",            nil, Array(ogg.dropLast(2))),
        Case("Ogg with a film",     nil, page(Array("\u{80}theora".utf8), first: true)),
        Case("M4A without an index", nil, Sample.box("ftyp", Array("M4A \0\0\0\0".utf8)) + Sample.box("mdat", [1])),
        Case("MP3 of one frame",    nil, frame),
        Case("MP3 that is a page",  nil, Array("ID3".utf8) + [3, 0, 0, 0, 0, 0, 20] + Array("<html><script></script>".utf8) + mp3),
    ]

    @Test(arguments: unsound)
    func `damaged and ambiguous files are refused`(file: Case) {
        #expect(throws: Unsound.self) { try Sniffer.look(at: Content(file.bytes)) }
    }

    @Test func `names and aliases`() {
        #expect(MediaType(endingOf: "lezione.PPTX") == .pptx && MediaType(endingOf: "nota.opus") == .ogg)
        #expect(MediaType(declared: "audio/x-m4a") == .m4a && MediaType(declared: "audio/mp3") == .mp3)
        #expect(!MediaType.documents.contains(.pptx), "other products accept what they accepted before")
    }
}
