import Kernel

/// Lines of RFC 4180 that a spreadsheet can open without running any of them.
package struct CSV: Sendable {
    package enum Delimiter: String, Codable, CaseIterable, Sendable {
        case comma
        /// With a decimal comma, as spreadsheets in Italian expect.
        case semicolon

        var byte: UInt8 { self == .comma ? UInt8(ascii: ",") : UInt8(ascii: ";") }
    }

    let delimiter: Delimiter

    package init(_ delimiter: Delimiter = .comma) {
        self.delimiter = delimiter
    }

    /// Tells Excel that the text is UTF-8.
    package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    package func header(_ columns: [ReportColumn], in languages: [Language]) -> [UInt8] {
        line(columns.map { Self.harmless($0.title.text(in: languages)) })
    }

    package func line(_ row: ReportRow, _ columns: [ReportColumn], _ layout: ReportLayout) -> [UInt8] {
        line(
            zip(row.values, columns).map { value, column in
                let text = layout.text(of: value, in: column)
                return column.kind == .text ? Self.harmless(text) : text
            }
        )
    }

    private func line(_ fields: [String]) -> [UInt8] {
        var bytes: [UInt8] = []
        for (index, field) in fields.enumerated() {
            if index > 0 { bytes.append(delimiter.byte) }
            append(field, to: &bytes)
        }
        bytes += [13, 10]
        return bytes
    }

    private func append(_ field: String, to bytes: inout [UInt8]) {
        let quote = UInt8(ascii: "\"")
        let isPlain = !field.utf8.contains { byte in
            byte == quote || byte == 10 || byte == 13 || byte == UInt8(ascii: ",")
                || byte == UInt8(ascii: ";")
        }
        guard !isPlain else { return bytes.append(contentsOf: field.utf8) }
        bytes.append(quote)
        for byte in field.utf8 {
            if byte == quote { bytes.append(quote) }
            bytes.append(byte)
        }
        bytes.append(quote)
    }

    /// A text that a spreadsheet would take for a formula, with an apostrophe that keeps it a text (OWASP, CSV injection).
    static func harmless(_ text: String) -> String {
        guard let first = text.utf8.first, formulaStarts.contains(first) else { return text }
        return "'" + text
    }

    private static let formulaStarts = Set("=+-@\t\r\n".utf8)
}
