extension EmailAddress {
    /// The address for display, with its domain in the original script instead of punycode.
    public var displayed: String {
        guard rawValue.contains("xn--"), let at = rawValue.firstIndex(of: "@") else { return rawValue }
        let domain = rawValue[rawValue.index(after: at)...]
        return rawValue[...at] + Punycode.displayed(String(domain))
    }

    /// Removes additions of mail programs and sentences: `Mario Rossi <a@example.com>`, `mailto:`, and
    /// punctuation at the end of a list or sentence.
    static func unwrapped(_ text: String) -> String {
        guard let last = text.utf8.last, isAround(last) || text.utf8.contains(UInt8(ascii: ":")) else {
            return text
        }
        var address = withoutEnd(text[...])
        if address.last == ">" {
            guard let start = address.firstIndex(of: "<"), address.count(where: { $0 == "<" }) == 1,
                address.count(where: { $0 == ">" }) == 1, !address.unicodeScalars.contains(where: isControl)
            else { return text }
            address = withoutEnd(address[address.index(after: start)...].dropLast())
        }
        guard address.prefix(7).lowercased() == "mailto:" else { return String(address) }
        // The subject and the text of a mail follow the address.
        return String(address.dropFirst(7).prefix { $0 != "?" })
    }

    private static func withoutEnd(_ text: Substring) -> Substring {
        var text = text
        while let last = text.last, ";,.".contains(last) || last.isWhitespace { text.removeLast() }
        return text
    }

    private static func isAround(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: ">") || byte == UInt8(ascii: ";") || byte == UInt8(ascii: ",")
            || byte == UInt8(ascii: ".")
    }

    private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control
    }
}
