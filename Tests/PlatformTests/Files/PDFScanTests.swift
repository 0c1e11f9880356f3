import Foundation
import Kernel
import TestKit
import Testing

@testable import Platform

@Suite struct PDFScanTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let bytes: [UInt8]

        init(_ description: String, _ bytes: [UInt8]) {
            (testDescription, self.bytes) = (description, bytes)
        }
    }

    private static let script = "<< /S /JavaScript /JS (app.alert\\(1\\)) >>"
    private static let launch = "<< /S /Launch /F (cmd.exe) >>"
    private static let widget = "/FT /Tx /Subtype /Widget /T (a) /Rect [1 1 9 9]"

    // swift-format-ignore
    static let refused = [
        Case("a script on opening",             Paper.pdf(catalog: "/OpenAction \(script)")),
        Case("the same elsewhere",              Paper.pdf(catalog: "/OpenAction 5 0 R", [script])),
        Case("names in other words",            Paper.pdf(catalog: "/Open#41ction 5 0 R", ["<< /#53 /Java#53cript /J#53 (x) >>"])),
        Case("after another action",            Paper.pdf(catalog: "/OpenAction << /S /GoTo /D [3 0 R /Fit] /Next \(script) >>")),
        Case("after others elsewhere",          Paper.pdf(catalog: "/OpenAction 5 0 R", ["<< /S /GoTo /Next [6 0 R 7 0 R] >>", "<< /S /Named >>", script])),
        Case("a script that is a stream",       Paper.pdf(catalog: "/OpenAction << /S /JavaScript /JS 5 0 R >>", ["<< /Length 1 >>\nstream\nx\nendstream"])),
        Case("a script without its sort",       Paper.pdf(catalog: "/OpenAction << /S /Rendition /JS (x) >>")),
        Case("in an object stream",             Paper.pdf(catalog: "/OpenAction 5 0 R", [script], packed: true)),
        Case("an object stream that is not plain", Paper.pdf(packed: true, filter: "/Filter [/ASCIIHexDecode /FlateDecode]")),
        Case("an object stream that says elsewhere how it is packed", Paper.pdf(packed: true, filter: "/Filter 9 0 R")),
        Case("an object stream that is not called one", Array(String(decoding: Paper.pdf(catalog: "/OpenAction 5 0 R", [script], packed: true), as: UTF8.self).replacing("/Type /ObjStm", with: "/Kind /ObjStm").utf8)),
        Case("a page that is shown",            Paper.pdf(page: "/AA << /O \(script) >>")),
        Case("the same elsewhere twice",        Paper.pdf(page: "/AA 5 0 R", ["<< /O 6 0 R >>", script])),
        Case("a page that pretends to be a field", Paper.pdf(page: "/FT /Tx /Rect [1 1 2 2] /AA << /C \(script) >>")),
        Case("a document that is closed",       Paper.pdf(catalog: "/AA << /WC \(script) >>")),
        Case("a field that is seen",            Paper.pdf(["<< \(widget) /AA << /PO \(script) >> >>"])),
        Case("a program, at a click",           Paper.pdf(page: "/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A \(launch) >>]")),
        Case("a program that nothing leads to", Paper.pdf([launch])),
        Case("a program in an object stream",   Paper.pdf([launch], packed: true)),
        Case("a number behind a remark",        Paper.pdf(catalog: "/OpenAction 77 0 R") + Array("77 0 %\n obj \(script) endobj\nstartxref\n0\n%%EOF".utf8)),
        Case("an object within another's stream", Paper.pdf(catalog: "/OpenAction 78 0 R", ["<< /Length 90 >>\nstream\n78 0 obj \(script) endobj\nendstream"])),
        Case("an object that is not the last of its number", Paper.pdf(catalog: "/OpenAction 5 0 R", [script]) + Paper.plain(5, "<< /S /Named >>") + Array("startxref\n0\n%%EOF".utf8)),
        Case("scripts of a document that is no form", Paper.pdf(catalog: "/Names << /JavaScript << /Names [(a) \(script)] >> >>")),
    ]

    @Test(arguments: refused)
    func `what runs by itself is refused, with advice`(sample: Case) async throws {
        #expect(throws: Unsound.activePaper) { try Sniffer.look(at: Content(sample.bytes)) }
    }

    @Test func `what runs by itself is refused in an envelope too, in any of its forms`() throws {
        let active = Sample.p7m(around: Paper.pdf(catalog: "/OpenAction \(Self.script)"))
        for envelope in [active, Array(Sample.base64(active).utf8), Sample.p7m(around: active)] {
            #expect(throws: Unsound.activePaper) { try Sniffer.look(at: Content(envelope)) }
        }
        let form = Sample.p7m(around: Paper.form)
        #expect(try Sniffer.look(at: Content(form)) == Sniffed(type: .p7m))
    }

    // swift-format-ignore
    static let active = [
        Case("a form",                          Paper.pdf(catalog: "/AcroForm << /Fields [] >>")),
        Case("a form of XFA",                   Paper.pdf(catalog: "/AcroForm << /XFA 5 0 R /Fields [] >>", ["<< >>"])),
        Case("a field's scripts",               Paper.form),
        Case("a field's scripts elsewhere",     Paper.pdf(["<< \(widget) /AA 6 0 R >>", "<< /K 7 0 R /C \(script) >>", script])),
        Case("a script at a click",             Paper.pdf(page: "/Annots [<< /Subtype /Link /Rect [0 0 9 9] /A \(script) >>]")),
        Case("a form with scripts of the document", Paper.pdf(catalog: "/AcroForm << /Fields [] >> /Names << /JavaScript << /Names [(a) \(script)] >> >>")),
        Case("an attachment",                   Paper.pdf(catalog: "/Names << /EmbeddedFiles << /Names [(a) 5 0 R] >> >>", ["<< /Type /Filespec /F (a) /EF << /F 6 0 R >> >>", "<< /Length 1 >>\nstream\nx\nendstream"])),
        Case("a locked one whose objects nobody sees", Paper.pdf(trailer: "/Encrypt 6 0 R", packed: true, filter: "/Filter /Crypt") + Array("7 0 obj << /Type /XRef /Encrypt 6 0 R >> endobj startxref\n0\n%%EOF".utf8)),
        Case("one that sends a form",           Paper.pdf(catalog: "/OpenAction << /S /SubmitForm /F (http://a.example) >>")),
    ]

    @Test(arguments: active)
    func `what acts when it is asked is taken, and marked`(sample: Case) throws {
        #expect(try Sniffer.look(at: Content(sample.bytes)) == Sniffed(type: .pdf, isActive: true))
    }

    // swift-format-ignore
    static let quiet = [
        Case("a plain one",                     Paper.pdf()),
        Case("one with an object stream",       Paper.pdf(packed: true)),
        Case("one that opens at a place",       Paper.pdf(catalog: "/OpenAction [3 0 R /XYZ 0 0 null]")),
        Case("one that opens at a place elsewhere", Paper.pdf(catalog: "/OpenAction 5 0 R", ["<< /S /GoTo /D [3 0 R /Fit] >>"])),
        Case("one that speaks of scripts",      Paper.pdf(catalog: "/Lang (/JavaScript /JS /Launch) /Note <2F4A53>")),
        Case("one with words as names",         Paper.pdf(catalog: "/PieceInfo << /Launch /JavaScript2 /Kind /OpenActions >>")),
        Case("one that speaks of them on the page", Paper.pdf(["<< /Length 20 >>\nstream\n(/S /JavaScript) Tj\nendstream"])),
        Case("one with an outline",             Paper.pdf(["<< /First 6 0 R /Last 6 0 R >>", "<< /Title (a) /Next 5 0 R /A << /S /GoTo /D [3 0 R] >> >>"])),
    ]

    @Test(arguments: quiet)
    func `what only shows is not marked`(sample: Case) throws {
        #expect(try Sniffer.look(at: Content(sample.bytes)) == Sniffed(type: .pdf))
    }

    @Test func `what unpacks to far more than it is is a bomb`() throws {
        let bomb = try Paper.bomb(24 << 20)

        #expect(bomb.count < 64 << 10)
        #expect(throws: Unsound.bomb) { try Sniffer.look(at: Content(bomb)) }
    }

    @Test(arguments: [
        "1 0 obj (", "1 0 obj <<", "1 0 obj [", "1 0 obj << /A 1 0 obj (", "obj", "1 0 obj <</Next 2 0 R>> ",
        "1 0 obj % ", "<<<<<<<<<",
        "1 0 obj << /First 1 /N 1 /Length 0 /Filter /FlateDecode >> stream\n",
    ])
    func `objects without end cost no more than others`(word: String) throws {
        let bytes = Array("%PDF-1.7\n".utf8) + Hostile.repeated(Array(word.utf8), 200_000 / word.utf8.count)
        let content = Content(bytes + Array("\nstartxref\n0\n%%EOF\n".utf8))

        let took = ContinuousClock().measure { _ = try? Sniffer.look(at: content) }

        #expect(took < .seconds(4), "\(took)")
        #expect(content.allowance.spent.bytes <= content.allowance.limit.bytes + (64 << 10))
    }

    @Test func `offsets that overlap cost no more than others`() throws {
        let pairs = (0..<20_000).map { "\($0) \($0)" }.joined(separator: " ")
        let body = pairs + " " + String(repeating: "(", count: 60_000)
        let packed = Paper.zlib(Array(body.utf8))
        let head =
            "9 0 obj\n<< /Type /ObjStm /N 20000 /First \(pairs.utf8.count + 1) /Filter /FlateDecode >>\nstream\n"
        let bytes = Paper.pdf() + Array(head.utf8) + packed + Array("\nendstream\nstartxref\n0\n%%EOF\n".utf8)

        let took = ContinuousClock().measure {
            #expect(throws: Unsound.damaged) { try Sniffer.look(at: Content(bytes)) }
        }

        #expect(took < .seconds(4), "\(took)")
    }

    @Test func `what qpdf packs anew is found again, and what we print is not marked`() async throws {
        let sample = Paper.pdf(catalog: "/OpenAction 5 0 R", [Self.script])
        let packed = try PDFTool.run(["qpdf", "--warning-exit-0", "--object-streams=generate"], sample)
        let form = try PDFTool.run(
            ["qpdf", "--warning-exit-0", "--object-streams=generate", "--linearize"],
            Paper.form
        )
        let ours = try await PDFRenderer().print(
            PDFDocument(title: "Prova", author: "Portico", language: .italian, createdAt: Instant(micros: 0))
        )

        #expect(packed.firstPosition(of: Array("JavaScript".utf8)) == nil)
        #expect(throws: Unsound.activePaper) { try Sniffer.look(at: Content(packed)) }
        #expect(try Sniffer.look(at: Content(form)) == Sniffed(type: .pdf, isActive: true))
        #expect(try Sniffer.look(at: Content(ours)) == Sniffed(type: .pdf))
    }
}

/// A program that makes another PDF of one.
enum PDFTool {
    static func run(_ command: [String], _ bytes: [UInt8]) throws -> [UInt8] {
        let cabinet = Cabinet()
        try cabinet.write(bytes, to: "in.pdf")
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = command + ["\(cabinet.path)/in.pdf", "\(cabinet.path)/out.pdf"]
        process.standardError = FileHandle.nullDevice
        try process.run()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw TestFailure("\(command) failed") }
        return Array(try Data(contentsOf: URL(fileURLWithPath: "\(cabinet.path)/out.pdf")))
    }
}
