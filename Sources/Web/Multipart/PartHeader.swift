import Kernel
import NIOCore

extension MultipartParser {
    /// The length of the header, with its empty line; nil when it is incomplete.
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
        var disposition: HeaderValue?
        var mediaType: String?
        for line in lines(bytes) {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")),
                !line.contains(where: { $0 < 0x20 && $0 != 0x09 })
            else {
                throw malformed("invalid header of a part")
            }
            let name = String(decoding: line[..<colon], as: UTF8.self).unpadded
            let value = line[(colon + 1)...]
            if name.isWord("content-disposition") { disposition = HeaderValue(value) }
            if name.isWord("content-type") {
                mediaType = String(String(decoding: value, as: UTF8.self).unpadded)
            }
        }
        guard let disposition, disposition.main == "form-data", let name = disposition["name"] else {
            throw malformed("a part has no name")
        }
        return PartHeader(name: name, fileName: FileName.clean(disposition), mediaType: mediaType)
    }

    /// A line that begins with a blank continues the previous one (RFC 5322 §2.2.3).
    private static func lines(_ bytes: [UInt8]) -> [[UInt8]] {
        var lines: [[UInt8]] = []
        for line in bytes.split(separator: 10) {
            let line = line.last == 13 ? line.dropLast() : line
            guard let first = line.first else { continue }
            if first.isPadding, let last = lines.indices.last {
                lines[last] += line
            } else {
                lines.append(Array(line))
            }
        }
        return lines
    }
}

/// A header value with parameters in any encoding, such as `form-data; name="file"; filename="a.pdf"`.
struct HeaderValue {
    /// In lower case.
    let main: String
    private var parameters: [(name: String, value: [UInt8])] = []

    /// Nil when a quoted string is not closed.
    init?(_ text: String) {
        self.init(Array(text.utf8)[...])
    }

    init?(_ text: ArraySlice<UInt8>) {
        var rest = text
        main = Self.word(rest.prefix { $0 != Self.semicolon })
        rest = rest.drop { $0 != Self.semicolon }
        while rest.first == Self.semicolon {
            rest = rest.dropFirst()
            let name = Self.word(rest.prefix { $0 != Self.equals && $0 != Self.semicolon })
            rest = rest.drop { $0 != Self.equals && $0 != Self.semicolon }
            guard rest.first == Self.equals else { continue }
            rest = rest.dropFirst().drop(while: \.isPadding)
            guard let value = Self.readValue(from: &rest) else { return nil }
            parameters.append((name, value))
        }
    }

    /// Bytes outside of UTF-8 become a replacement mark.
    subscript(name: String) -> String? {
        bytes(of: name).map { String(decoding: $0, as: UTF8.self) }
    }

    func bytes(of name: String) -> [UInt8]? {
        parameters.first { $0.name == name }?.value
    }

    private static let semicolon = UInt8(ascii: ";")
    private static let equals = UInt8(ascii: "=")
    private static let quote = UInt8(ascii: "\"")
    private static let backslash = UInt8(ascii: "\\")

    /// A backslash escapes only a quote or itself, because some clients send whole Windows paths.
    private static func readValue(from rest: inout ArraySlice<UInt8>) -> [UInt8]? {
        guard rest.first == quote else {
            defer { rest = rest.drop { $0 != semicolon } }
            return Array(unpadded(rest.prefix { $0 != semicolon }))
        }
        var value: [UInt8] = []
        var index = rest.startIndex + 1
        while index < rest.endIndex, rest[index] != quote {
            let next = index + 1
            if rest[index] == backslash, next < rest.endIndex, rest[next] == quote || rest[next] == backslash
            {
                index = next
            }
            value.append(rest[index])
            index += 1
        }
        guard index < rest.endIndex else { return nil }
        rest = rest[(index + 1)...].drop { $0 != semicolon }
        return value
    }

    private static func word(_ bytes: ArraySlice<UInt8>) -> String {
        String(decoding: unpadded(bytes), as: UTF8.self).inSmallLetters
    }

    private static func unpadded(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let bytes = bytes.drop(while: \.isPadding)
        return bytes[..<(bytes.lastIndex { !$0.isPadding }.map { $0 + 1 } ?? bytes.startIndex)]
    }
}
