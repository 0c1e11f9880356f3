import Kernel
import TestKit
import Testing

@testable import Platform

/// Files as programs really write them and mail really carries them: what every reader opens is taken, as it came.
@Suite struct LenientFileTests {
    struct Case: Sendable, CustomTestStringConvertible {
        let testDescription: String
        let name: String
        let type: MediaType
        let bytes: [UInt8]

        init(_ description: String, _ name: String, _ type: MediaType, _ bytes: [UInt8]) {
            testDescription = description
            (self.name, self.type, self.bytes) = (name, type, bytes)
        }
    }

    private static let mail = "Content-Type: application/pdf\r\nContent-Transfer-Encoding: binary\r\n\r\n"
    private static let job = "\u{1B}%-12345X@PJL JOB\r\n@PJL ENTER LANGUAGE = PDF\r\n"
    private static let base64 = Sample.base64(Sample.p7m)

    private static func pem(_ label: String) -> [UInt8] {
        Array(
            "-----BEGIN \(label)-----\r\n\(Sample.base64(Sample.p7m, line: 64))-----END \(label)-----\r\n"
                .utf8
        )
    }

    // swift-format-ignore
    static let cases = [
        Case("PDF behind a byte order mark", "a.pdf", .pdf, [0xEF, 0xBB, 0xBF] + Sample.pdf),
        Case("PDF behind line breaks",     "a.pdf",     .pdf,  Array("\r\n\n".utf8) + Sample.pdf),
        Case("PDF behind the header of a mail", "a.pdf", .pdf, Array(mail.utf8) + Sample.pdf),
        Case("PDF behind a printer's job", "a.pdf",     .pdf,  Array(job.utf8) + Sample.pdf),
        Case("PDF behind garbage",         "a.pdf",     .pdf,  [UInt8](repeating: 0x8F, count: 900) + Sample.pdf),
        Case("PDF before 2 kB of zeros",   "a.pdf",     .pdf,  Sample.pdf + [UInt8](repeating: 0, count: 2048)),
        Case("PDF before a block of zeros", "a.pdf",    .pdf,  Sample.pdf + [UInt8](repeating: 0, count: 200_000)),
        Case("PDF before blanks",          "a.pdf",     .pdf,  Sample.pdf + Array("  \r\n\t\u{C}".utf8)),
        Case("PDF before other text",      "a.pdf",     .pdf,  Sample.pdf + [UInt8](repeating: 0x2A, count: 3_000)),
        Case("PDF with its end mark cut",  "a.pdf",     .pdf,  Array(Sample.pdf.dropLast(3))),
        Case("PDF without an end mark",    "a.pdf",     .pdf,  Array(Sample.pdf.dropLast(6))),
        Case("p7m as Base64",              "a.pdf.p7m", .p7m,  Array(base64.utf8)),
        Case("p7m as Base64 in lines",     "a.pdf.p7m", .p7m,  Array(Sample.base64(Sample.p7m, line: 76).utf8)),
        Case("p7m as Base64 behind a mark", "a.pdf.p7m", .p7m, [0xEF, 0xBB, 0xBF] + Array(base64.utf8)),
        Case("p7m as PEM",                 "a.pdf.p7m", .p7m,  pem("PKCS7")),
        Case("p7m as PEM of CMS",          "a.pdf.p7m", .p7m,  pem("CMS")),
        Case("p7m and a line break",       "a.pdf.p7m", .p7m,  Sample.p7m + [0x0A]),
        Case("p7m and more line breaks",   "a.pdf.p7m", .p7m,  Sample.p7m + [0x0D, 0x0A, 0x0D, 0x0A]),
        Case("p7m without lengths and a line break", "a.p7m", .p7m, Sample.endless + [0x0D, 0x0A]),
        Case("PNG and a line break",       "a.png",     .png,  Sample.png + [0x0D, 0x0A]),
        Case("PNG before 100 zeros",       "a.png",     .png,  Sample.png + [UInt8](repeating: 0, count: 100)),
        Case("PNG before a block of blanks", "a.png",   .png,  Sample.png + [UInt8](repeating: 0x20, count: 5_000)),
        Case("JPEG and a line break",      "a.jpg",     .jpeg, Sample.jpeg + [0x0A]),
        Case("JPEG without an end mark",   "a.jpg",     .jpeg, Array(Sample.jpeg.dropLast(2))),
        Case("JPEG with fill bytes",       "a.jpg",     .jpeg, Array(Sample.jpeg.prefix(2)) + [0xFF, 0xFF] + Array(Sample.jpeg.dropFirst(2))),
        Case("HEIC and a line break",      "a.heic",    .heic, Sample.heic + [0x0A]),
        Case("DOCX and a line break",      "a.docx",    .docx, Sample.docx + [0x0D, 0x0A]),
    ]

    @Test(arguments: cases)
    func `is taken as it came`(sample: Case) async throws {
        let world = try await anArchive()

        let answer = try await world.add(sample.name, nil, sample.bytes)

        #expect(answer.status == 201, "\(answer)")
        #expect(answer["media_type"] == .string(sample.type.rawValue))
        let download = try await world.anonymous.get(try await world.link(to: answer.id ?? ""))
        #expect(download.body == sample.bytes)
    }

    @Test(arguments: [
        "application/octet-stream", "binary/octet-stream", "application/force-download",
        "application/x-download", "application/download", "application/unknown", "unknown", "", "*/*",
        "application/x-unknown; charset=binary", "text/plain", "multipart/form-data", "application/x-pdf",
        "Application/PDF", "application/pdf; charset=UTF-8",
    ])
    func `a type that says nothing, or the same, leaves it to the bytes`(type: String) async throws {
        let world = try await anArchive()

        let answer = try await world.add("carta.pdf", type, Sample.pdf)

        #expect(answer.status == 201, "\(answer)")
        #expect(answer["media_type"] == "application/pdf")
    }

    @Test(arguments: ["text/html", "image/png", "image/svg+xml", "video/mp4"])
    func `a type that says something else is a contradiction`(type: String) async throws {
        let world = try await anArchive()

        #expect(try await world.add("carta.pdf", type, Sample.pdf).problem == .fileMismatch)
    }

    // swift-format-ignore
    static let refused: [(name: String, bytes: [UInt8], problem: Problem.Code)] = [
        ("a.pdf", Array("hello".utf8),                                         .unsupportedMediaType),
        ("a.pdf", Array("<html>".utf8) + Sample.pdf,                           .unsupportedMediaType),
        ("a.pdf", Array("GIF89a".utf8) + Sample.pdf,                           .unsupportedMediaType),
        ("a.pdf", [UInt8](repeating: 0x8F, count: 1100) + Sample.pdf,          .unsupportedMediaType),
        ("a.pdf", Array(Sample.pdf.dropLast(20)),                              .fileDamaged),
        ("a.p7m", Array(Sample.base64(Sample.p7m).utf8.dropLast(20)),          .fileDamaged),
        ("a.p7m", Array(Sample.base64(Sample.p7m + [0]).utf8),                 .fileAmbiguous),
        ("a.p7m", Array(pem("PKCS7").dropLast(30)),                            .fileDamaged),
        ("a.p7m", Array("-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n".utf8), .unsupportedMediaType),
        ("a.png", Sample.png + [UInt8](repeating: 0, count: 100) + [0x50, 0x4B], .fileAmbiguous),
        ("a.jpg", Array(Sample.jpeg.prefix(24)),                               .fileDamaged),
        ("a.png", Sample.jpeg,                                                 .fileMismatch),
        ("a.pdf", [],                                                          .fileEmpty),
    ]

    @Test(arguments: refused.indices)
    func `every refusal says in words what is taken`(index: Int) async throws {
        let world = try await anArchive()
        let (name, bytes, problem) = Self.refused[index]

        let answer = try await world.add(name, nil, bytes)

        #expect(answer.problem == problem, "\(answer)")
        #expect(answer["detail"]?.stringValue?.contains("PDF, JPEG, PNG, HEIC, TIFF, Word (DOCX)") == true)
        #expect(answer["accepted"]?.arrayValue?.first == "application/pdf")
        #expect(try await world.isEmpty())
    }

    @Test func `a paper made for slow lines that breaks off is damaged, though it has a pointer in front`()
        throws
    {
        let front = "%PDF-1.7\n1 0 obj\n<< /Linearized 1 /L 90000 >>\nendobj\nstartxref\n0\n%%EOF\n"

        #expect(throws: Unsound.damaged) { try Sniffer.look(at: Content(Array(front.utf8))) }
    }
}
