import Kernel

/// The encodings of file names that clients use; unreadable parts become `_`, and the file is accepted.
enum FileNameEncoding {
    /// RFC 5987: `UTF-8'it'citt%C3%A0.pdf`; nil for other forms and unsupported charsets.
    static func extended(_ value: [UInt8]) -> String? {
        let parts = value.split(separator: UInt8(ascii: "'"), maxSplits: 2, omittingEmptySubsequences: false)
        guard parts.count == 3, let bytes = unescaped(parts[2]) else { return nil }
        return text(bytes, in: String(decoding: parts[0], as: UTF8.self))
    }

    /// RFC 2231: in numbered pieces, `filename*0*=UTF-8''citt%C3; filename*1*=%A0.pdf`.
    ///
    /// Pieces without a second star are literal; nil without pieces, or when they are unreadable.
    static func continued(_ value: HeaderValue, _ name: String) -> String? {
        var charset: String?
        var bytes: [UInt8] = []
        for number in 0... {
            if let piece = value.bytes(of: "\(name)*\(number)") {
                bytes += piece
            } else if var piece = value.bytes(of: "\(name)*\(number)*").map({ $0[...] }) {
                if number == 0 {
                    let parts = piece.split(
                        separator: UInt8(ascii: "'"),
                        maxSplits: 2,
                        omittingEmptySubsequences: false
                    )
                    guard parts.count == 3 else { return nil }
                    charset = String(decoding: parts[0], as: UTF8.self)
                    piece = parts[2]
                }
                guard let unescaped = unescaped(piece) else { return nil }
                bytes += unescaped
            } else {
                guard number > 0 else { return nil }
                break
            }
        }
        return charset.map { text(bytes, in: $0) } ?? plain(bytes)
    }

    /// As in a form: UTF-8 with `%22` for a quote, or a common deviation from that.
    static func plain(_ value: [UInt8]) -> String {
        if let words = encodedWords(value) { return words }
        guard value.contains(UInt8(ascii: "%")) else { return readable(value) }
        // Percent-encoded as in an address, recognisable by letters outside of ASCII.
        if value.allSatisfy({ $0 < 0x80 }), let bytes = unescaped(value[...]),
            bytes.contains(where: { $0 >= 0x80 }),
            let text = String(validating: bytes, as: UTF8.self)
        {
            return text
        }
        return readable(browserUnescaped(value))
    }

    /// Each run of bytes outside of UTF-8 becomes `_`.
    static func readable(_ bytes: [UInt8]) -> String {
        if let text = String(validating: bytes, as: UTF8.self) { return text }
        var scalars = String.UnicodeScalarView()
        for scalar in String(decoding: bytes, as: UTF8.self).unicodeScalars {
            scalars.append(scalar == "\u{FFFD}" ? "_" : scalar)
        }
        return String(scalars)
    }

    /// Nil for an unsupported charset.
    private static func text(_ bytes: [UInt8], in charset: String) -> String? {
        switch charset.inSmallLetters {
        case "utf-8", "utf8", "us-ascii": return readable(bytes)
        case "iso-8859-1", "latin1":
            return String(String.UnicodeScalarView(bytes.map { Unicode.Scalar($0) }))
        default: return nil
        }
    }

    /// Nil for an invalid escape.
    private static func unescaped(_ value: ArraySlice<UInt8>) -> [UInt8]? {
        var bytes: [UInt8] = []
        var rest = value
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.popFirst().flatMap(digit), let low = rest.popFirst().flatMap(digit) else {
                return nil
            }
            bytes.append(high << 4 | low)
        }
        return bytes
    }

    /// Browsers write a quote as `%22`, and line breaks likewise (HTML, "multipart form data").
    private static func browserUnescaped(_ value: [UInt8]) -> [UInt8] {
        var bytes: [UInt8] = []
        var rest = value[...]
        while let byte = rest.first {
            let escape = rest.prefix(3)
            if escape.elementsEqual("%22".utf8) {
                bytes.append(UInt8(ascii: "\""))
                rest = rest.dropFirst(3)
            } else if escape.elementsEqual("%0D".utf8) || escape.elementsEqual("%0A".utf8) {
                rest = rest.dropFirst(3)
            } else {
                bytes.append(byte)
                rest = rest.dropFirst()
            }
        }
        return bytes
    }

    /// RFC 2047, as in mail programs: `=?UTF-8?B?Y2l0dMOgLnBkZg==?=`; nil for other forms.
    private static func encodedWords(_ value: [UInt8]) -> String? {
        guard value.starts(with: "=?".utf8) else { return nil }
        var name = ""
        for word in value.split(whereSeparator: \.isPadding) {
            let parts = word.split(separator: UInt8(ascii: "?"), omittingEmptySubsequences: false)
            guard parts.count == 5, parts[0] == [61], parts[4] == [61],
                let bytes = decoded(parts[3], by: parts[2]),
                let text = text(bytes, in: String(decoding: parts[1], as: UTF8.self))
            else { return nil }
            name += text
        }
        return name
    }

    private static func decoded(_ text: ArraySlice<UInt8>, by encoding: ArraySlice<UInt8>) -> [UInt8]? {
        switch encoding {
        case [66], [98]: Base64.standard.decode(String(decoding: text, as: UTF8.self))
        case [81], [113]: unescaped(text.map { $0 == 61 ? 37 : $0 == 95 ? 32 : $0 }[...])
        default: nil
        }
    }

    private static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
}
