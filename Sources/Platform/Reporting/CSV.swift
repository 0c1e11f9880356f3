import Kernel

/// CSV of RFC 4180 in which a spreadsheet finds no formula to run.
package struct CSV: Sendable {
    /// The separator of a CSV file.
    package enum Delimiter: String, Codable, CaseIterable, Sendable {
        /// A comma, with a decimal point in numbers.
        case comma
        /// A semicolon, with a decimal comma in numbers, as Italian spreadsheets expect.
        case semicolon

        var byte: UInt8 { self == .comma ? UInt8(ascii: ",") : UInt8(ascii: ";") }
    }

    let delimiter: Delimiter

    package init(_ delimiter: Delimiter = .comma) {
        self.delimiter = delimiter
    }

    /// The mark by which Excel knows UTF-8.
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

    /// A line of texts.
    package func line(texts: [String]) -> [UInt8] { line(texts.map(Self.harmless)) }

    /// Values by the names of their columns: texts are made harmless for spreadsheets, null and missing values are empty.
    package func line(_ object: JSONValue, _ columns: [String]) -> [UInt8] {
        line(
            columns.map { column in
                switch object[column] {
                case nil, .null: ""
                case .string(let text): Self.harmless(text)
                case let value?: value.text
                }
            }
        )
    }

    /// A line of fields that no spreadsheet takes for formulas.
    package func line(_ fields: [String]) -> [UInt8] {
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

    /// The text, with an apostrophe before it where a spreadsheet would read a formula (OWASP, CSV injection).
    ///
    /// Spreadsheets read full-width signs as those of ASCII and skip invisible characters before them. A telephone
    /// number is written in groups (ITU-T E.123), which no spreadsheet reads as a formula or a number, and every
    /// program as a telephone number.
    package static func harmless(_ text: String) -> String {
        guard let first = text.unicodeScalars.first, !isHarmless(first) else { return text }
        if let groups = telephone(text) { return groups }
        let seen = text.unicodeScalars.first { !isPassedOver($0) }
        let isFormula = seen.map(formulaStarts.contains) ?? false
        return isFormula || lineStarts.contains(first) ? "'" + text : text
    }

    /// Writes `+9647701000006` as `+964 770 100 0006`.
    private static func telephone(_ text: String) -> String? {
        let digits = text.utf8.dropFirst()
        guard text.utf8.first == UInt8(ascii: "+"), (7...15).contains(digits.count),
            digits.allSatisfy({ (48...57).contains($0) })
        else { return nil }
        var (rest, groups) = (text.dropFirst(), [String(text.suffix(4))])
        rest = rest.dropLast(4)
        while !rest.isEmpty {
            groups.insert(String(rest.suffix(3)), at: 0)
            rest = rest.dropLast(3)
        }
        return "+" + groups.joined(separator: " ")
    }

    private static func isHarmless(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x20 && scalar.value < 0x7F && !formulaStarts.contains(scalar)
    }

    private static func isPassedOver(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.properties.isWhitespace { return true }
        switch scalar.properties.generalCategory {
        case .control, .format: return true
        default: return false
        }
    }

    private static let lineStarts = Set("\t\r\n".unicodeScalars)
    private static let formulaStarts = Set("=+-@＝＋－＠﹦﹢﹣﹫−".unicodeScalars)
}
