import Foundation

@testable import Platform

/// Small valid files of every supported type.
enum Sample {
    static let pdf = Array(
        "%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\nxref\n0 1\ntrailer << /Root 1 0 R >>\nstartxref\n48\n%%EOF\n"
            .utf8
    )

    static let png: [UInt8] =
        PNGCheck.signature + chunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])
        + chunk("IDAT", [0x78, 0x9C, 0x63, 0x00, 0x00]) + chunk("IEND", [])

    static let jpeg: [UInt8] =
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 16] + Array("JFIF\0".utf8) + [1, 1, 0, 0, 1, 0, 1, 0, 0]
        + [0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0x3F, 0] + [1, 2, 0xFF, 0x00, 3, 0xFF, 0xD0, 4] + [0xFF, 0xD9]

    static let heic: [UInt8] =
        box("ftyp", Array("heic\0\0\0\0mif1heic".utf8)) + box("meta", [0, 0, 0, 0]) + box("mdat", [1, 2, 3])

    /// One strip of four bytes at the end.
    static let tiff: [UInt8] =
        [0x49, 0x49, 42, 0, 8, 0, 0, 0, 2, 0] + [0x11, 1, 4, 0, 1, 0, 0, 0, 38, 0, 0, 0]
        + [0x17, 1, 4, 0, 1, 0, 0, 0, 4, 0, 0, 0] + [0, 0, 0, 0] + [9, 9, 9, 9]

    static let docx = zip(["[Content_Types].xml": "<Types/>", "word/document.xml": "<w/>"])
    static let xlsx = zip(["[Content_Types].xml": "<Types/>", "xl/workbook.xml": "<w/>"])

    static let p7m = p7m(around: pdf)

    /// An envelope around a paper.
    static func p7m(around paper: [UInt8]) -> [UInt8] {
        let oid: [UInt8] = [0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02]
        return der(0x30, oid + der(0xA0, der(0x30, [0x02, 0x01, 0x01] + der(0x04, paper))))
    }

    /// The same as streams are signed: lengths are left open, and ends are marked.
    static let endless: [UInt8] =
        [
            0x30, 0x80, 0x06, 0x09, 0x2A, 0x86, 0x48, 0x86, 0xF7, 0x0D, 0x01, 0x07, 0x02, 0xA0, 0x80, 0x30,
            0x80,
        ]
        + [0x02, 0x01, 0x01] + der(0x04, pdf) + [0, 0, 0, 0, 0, 0]

    /// In lines of that length, or in one without an end.
    static func base64(_ bytes: [UInt8], line: Int? = nil) -> String {
        let text = Data(bytes).base64EncodedString()
        guard let line else { return text }
        return stride(from: 0, to: text.utf8.count, by: line).map { text.dropFirst($0).prefix(line) + "\r\n" }
            .joined()
    }

    // swift-format-ignore
    static let all: [(type: MediaType, name: String, bytes: [UInt8])] = [
        (.pdf, "cud.pdf", pdf), (.png, "carta.png", png), (.jpeg, "fronte.JPG", jpeg), (.heic, "IMG_1.heic", heic),
        (.tiff, "scan.tif", tiff), (.docx, "delega.docx", docx), (.xlsx, "spese.xlsx", xlsx), (.p7m, "atto.pdf.p7m", p7m),
    ]

    static func chunk(_ kind: String, _ content: [UInt8]) -> [UInt8] {
        bigEndian(content.count) + Array(kind.utf8) + content + [0, 0, 0, 0]
    }

    static func box(_ kind: String, _ content: [UInt8]) -> [UInt8] {
        bigEndian(content.count + 8) + Array(kind.utf8) + content
    }

    static func der(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
        content.count < 128
            ? [tag, UInt8(content.count)] + content : [tag, 0x84] + bigEndian(content.count) + content
    }

    /// Entries that are stored, not packed.
    static func zip(_ entries: KeyValuePairs<String, String>, unpacked: Int? = nil) -> [UInt8] {
        var bytes: [UInt8] = []
        var directory: [UInt8] = []
        for (name, content) in entries {
            let sizes = little(content.utf8.count, 4) + little(unpacked ?? content.utf8.count, 4)
            let facts = little(20, 2) + little(0, 2) + little(0, 2) + little(0, 4) + little(0, 4) + sizes
            let start = bytes.count
            bytes += [0x50, 0x4B, 3, 4] + facts + little(name.utf8.count, 2) + little(0, 2)
            bytes += Array(name.utf8) + Array(content.utf8)
            directory += [0x50, 0x4B, 1, 2] + little(20, 2) + facts + little(name.utf8.count, 2)
            directory += [UInt8](repeating: 0, count: 12) + little(start, 4) + Array(name.utf8)
        }
        let count = little(entries.count, 2)
        return bytes + directory + [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + count + count
            + little(directory.count, 4) + little(bytes.count, 4) + [0, 0]
    }

    static func little(_ number: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: number >> (8 * $0)) }
    }

    private static func bigEndian(_ number: Int) -> [UInt8] {
        little(number, 4).reversed()
    }
}
