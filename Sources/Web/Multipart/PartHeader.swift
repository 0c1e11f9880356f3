import Kernel
import NIOCore

extension MultipartParser {
    /// How long the header is, its empty line included; nil when its end is not there yet.
    static func lengthOfHeader(_ bytes: ByteBufferView) -> Int? {
        let end: [UInt8] = [13, 10, 13, 10]
        var start = bytes.startIndex
        while let position = bytes[start...].firstIndex(of: 13) {
            let rest = bytes[position...]
            if rest.starts(with: end) { return position - bytes.startIndex + end.count }
            start = position + 1
        }
        return nil
    }

    static func header(_ bytes: [UInt8]) throws(Problem) -> PartHeader {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            throw malformed("a header is not UTF-8")
        }
        var disposition: HeaderValue?
        var mediaType: String?
        for line in text.split(separator: "\r\n") {
            guard let colon = line.firstIndex(of: ":"),
                !line.utf8.contains(where: { $0 < 0x20 && $0 != 0x09 })
            else {
                throw malformed("a header of a part")
            }
            let value = String(line[line.index(after: colon)...])
            switch line[..<colon].lowercased() {
            case "content-disposition": disposition = HeaderValue(value)
            case "content-type": mediaType = String(value.drop { $0 == " " })
            default: continue
            }
        }
        guard let disposition, disposition.main == "form-data", let name = disposition["name"] else {
            throw malformed("a part without a name")
        }
        return PartHeader(name: name, fileName: FileName.clean(disposition), mediaType: mediaType)
    }
}

/// A header value with parameters, as `form-data; name="file"; filename="a.pdf"`.
struct HeaderValue {
    /// In lower case.
    let main: String
    private var parameters: [(name: String, value: String)] = []

    /// Nil when a quoted string does not end.
    init?(_ text: String) {
        var rest = text[...]
        main = Self.trimmed(rest.prefix { $0 != ";" }).lowercased()
        rest = rest.drop { $0 != ";" }
        while rest.first == ";" {
            rest = rest.dropFirst()
            let name = Self.trimmed(rest.prefix { $0 != "=" && $0 != ";" }).lowercased()
            rest = rest.drop { $0 != "=" && $0 != ";" }
            guard rest.first == "=" else { continue }
            rest = rest.dropFirst().drop { $0 == " " }
            guard let value = Self.takeValue(from: &rest) else { return nil }
            parameters.append((name, value))
        }
    }

    subscript(name: String) -> String? {
        parameters.first { $0.name == name }?.value
    }

    /// A backslash escapes only a quote or itself: some clients send whole Windows paths.
    private static func takeValue(from rest: inout Substring) -> String? {
        guard rest.first == "\"" else {
            defer { rest = rest.drop { $0 != ";" } }
            return trimmed(rest.prefix { $0 != ";" })
        }
        var value = ""
        var index = rest.index(after: rest.startIndex)
        while index < rest.endIndex, rest[index] != "\"" {
            let next = rest.index(after: index)
            if rest[index] == "\\", next < rest.endIndex, rest[next] == "\"" || rest[next] == "\\" {
                index = next
            }
            value.append(rest[index])
            index = rest.index(after: index)
        }
        guard index < rest.endIndex else { return nil }
        rest = rest[rest.index(after: index)...].drop { $0 != ";" }
        return value
    }

    private static func trimmed(_ text: Substring) -> String {
        var text = text.drop { $0 == " " || $0 == "\t" }
        while text.last == " " || text.last == "\t" { text.removeLast() }
        return String(text)
    }
}

/// What a caller calls its file, made harmless.
public enum FileName {
    private static let mostBytes = 255

    static func clean(_ disposition: HeaderValue) -> String? {
        if let extended = disposition["filename*"], let name = decoded(extended) { return clean(name) }
        return disposition["filename"].map(unescaped).flatMap(clean)
    }

    /// The last component, without what could hide, steer or turn around; nil when nothing is left.
    public static func clean(_ name: String) -> String? {
        let base = name.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? ""
        var clean = ""
        for scalar in base.unicodeScalars where !isHarmful(scalar) {
            guard clean.utf8.count + UTF8.width(scalar) <= mostBytes else { break }
            clean.unicodeScalars.append(scalar)
        }
        while let first = clean.first, first == " " || first == "." { clean.removeFirst() }
        while let last = clean.last, last == " " || last == "." { clean.removeLast() }
        return clean.isEmpty ? nil : clean
    }

    private static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.properties.generalCategory {
        case .control, .format, .lineSeparator, .paragraphSeparator, .privateUse, .surrogate, .unassigned:
            true
        default: false
        }
    }

    /// RFC 5987: `UTF-8'it'citt%C3%A0.pdf`.
    private static func decoded(_ value: String) -> String? {
        let parts = value.split(separator: "'", maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, parts[0].lowercased() == "utf-8" else { return nil }
        return PercentCoding.decoded(parts[2])
    }

    /// Browsers write a quote as `%22` and line breaks likewise (HTML, "multipart form data").
    private static func unescaped(_ name: String) -> String {
        guard name.contains("%") else { return name }
        return name.split(separator: "%22", omittingEmptySubsequences: false).joined(separator: "\"")
            .split(separator: "%0D%0A", omittingEmptySubsequences: false).joined()
    }
}
