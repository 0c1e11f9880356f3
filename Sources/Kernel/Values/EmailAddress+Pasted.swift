extension EmailAddress {
    /// The address as its owner writes it: with a domain in its own script rather than in punycode.
    public var displayed: String {
        guard rawValue.contains("xn--"), let at = rawValue.firstIndex(of: "@") else { return rawValue }
        let domain = rawValue[rawValue.index(after: at)...]
        return rawValue[...at] + Punycode.displayed(String(domain))
    }

    /// An address without what mail programs and sentences put around it: `Mario Rossi <a@example.com>`, `mailto:`, the sign that ends a
    /// list or a sentence.
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
        // Behind the address stand the subject and the text of a mail.
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
