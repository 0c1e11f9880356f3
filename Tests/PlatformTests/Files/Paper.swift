import Kernel
import Web

@testable import Platform

/// A PDF of one page, put together from objects; readers mend its cross-reference by themselves.
enum Paper {
    /// Objects 1 to 4 are the catalog, the pages, the page and what stands on it; `others` begin with 5.
    static func pdf(
        catalog: String = "",
        page: String = "",
        _ others: [String] = [],
        trailer: String = "",
        packed: Bool = false,
        filter: String = "/Filter /FlateDecode"
    ) -> [UInt8] {
        let words = "BT /F1 24 Tf 40 100 Td (Modello) Tj ET"
        let objects =
            [
                "<< /Type /Catalog /Pages 2 0 R \(catalog) >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 300 200] /Contents 4 0 R \(page)"
                    + " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
                "<< /Length \(words.utf8.count) >>\nstream\n\(words)\nendstream",
            ] + others
        let numbered = objects.enumerated().map { (number: $0.offset + 1, text: $0.element) }
        var bytes = Array("%PDF-1.7\n%\u{E2}\u{E3}\n".utf8)
        for object in numbered where !packed || object.number == 4 {
            bytes += plain(object.number, object.text)
        }
        if packed {
            bytes += stream(numbered.filter { $0.number != 4 }, as: objects.count + 1, filter)
        }
        bytes += Array(
            "trailer\n<< /Root 1 0 R /Size \(objects.count + 2) \(trailer) >>\nstartxref\n0\n%%EOF\n".utf8
        )
        return bytes
    }

    static func plain(_ number: Int, _ text: String) -> [UInt8] {
        Array("\(number) 0 obj\n\(text)\nendobj\n".utf8)
    }

    /// An object stream.
    static func stream(_ objects: [(number: Int, text: String)], as number: Int, _ filter: String) -> [UInt8]
    {
        var (index, bodies) = ("", "")
        for object in objects {
            index += "\(object.number) \(bodies.utf8.count) "
            bodies += object.text + "\n"
        }
        let packed = zlib(Array((index + bodies).utf8))
        let head =
            "<< /Type /ObjStm /N \(objects.count) /First \(index.utf8.count) \(filter) /Length \(packed.count) >>"
        return Array("\(number) 0 obj\n\(head)\nstream\n".utf8) + packed + Array("\nendstream\nendobj\n".utf8)
    }

    /// Stored, not packed.
    static func zlib(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = [0x78, 0x01]
        var start = 0
        repeat {
            let piece = bytes[start..<min(start + 65_535, bytes.count)]
            start = piece.endIndex
            let size = Sample.little(piece.count, 2)
            result += [start == bytes.count ? 1 : 0] + size + size.map { ~$0 } + piece
        } while start < bytes.count
        var (low, high) = (1, 0)
        for byte in bytes {
            low = (low + Int(byte)) % 65_521
            high = (high + low) % 65_521
        }
        return result + Sample.little(high << 16 | low, 4).reversed()
    }

    /// An object stream of a few kilobytes that unpacks to that many blanks.
    static func bomb(_ count: Int) throws -> [UInt8] {
        var index = ZipIndex()
        let moment = ZipMoment(Instant(micros: 1_700_000_000_000_000), in: .rome)
        let entry = try ZipEntry("a", at: moment, after: index)
        _ = entry.begin()
        var packed: [UInt8] = [0x78, 0x9C]
        let piece = [UInt8](repeating: 0x20, count: 1 << 20)
        for _ in 0..<(count >> 20) { packed += try entry.add(piece) }
        packed += try entry.end(into: &index).dropLast(16)
        let head =
            "9 0 obj\n<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length \(packed.count) >>\nstream\n"
        return pdf() + Array(head.utf8) + packed + Array("\nendstream\nendobj\nstartxref\n0\n%%EOF\n".utf8)
    }

    static let form = pdf(
        catalog: "/AcroForm << /Fields [5 0 R] >>",
        page: "/Annots [5 0 R]",
        [
            "<< /FT /Tx /Type /Annot /Subtype /Widget /T (nome) /Rect [10 10 90 30] /AA << /K << /S /JavaScript /JS (f\\(\\)) >> >> >>"
        ]
    )
}
