/// An e-mail address.
///
/// In lower case and with its domain in ASCII: one mailbox is one account however it is typed.
public struct EmailAddress: TextValue {
    public let rawValue: String

    public init(unchecked normalised: String) {
        rawValue = normalised
    }

    public static func normalised(_ text: String) throws(Refusal) -> String {
        var address = ascii(unwrapped(text.inAddress)) ?? ""
        let isAddress = address.withUTF8 { bytes in
            guard bytes.count <= 254, let at = bytes.firstIndex(of: UInt8(ascii: "@")) else { return false }
            return isLocalPart(bytes[..<at]) && isDomain(bytes[(at + 1)...])
        }
        guard isAddress else {
            throw Refusal(
                "invalid_email",
                [
                    "en": "is not an e-mail address", "it": "non è un indirizzo e-mail valido",
                    "ar": "ليس عنوان بريد إلكتروني", "ku": "ناونیشانی ئیمەیڵ نییە",
                ]
            )
        }
        return address.utf8.contains(where: { (65...90).contains($0) }) ? address.lowercased() : address
    }

    /// Stored text is always a valid address.
    public init(stored text: String) {
        rawValue = text
    }

    /// The domain in ASCII; nil when it is not a domain.
    private static func ascii(_ address: String) -> String? {
        guard !address.isASCII else { return address }
        let parts = address.unicodeScalars.split(omittingEmptySubsequences: false) {
            $0 == "@" || $0 == "\u{FF20}"
        }
        guard parts.count == 2, let domain = Punycode.domain(String(parts[1])) else { return nil }
        return String(parts[0]).inToken + "@" + domain
    }

    private typealias Bytes = Slice<UnsafeBufferPointer<UInt8>>

    /// The dot-atom of RFC 5322; quoted local parts exist only in test suites.
    private static func isLocalPart(_ part: Bytes) -> Bool {
        guard (1...64).contains(part.count), part.first != dot, part.last != dot else { return false }
        var previous: UInt8 = 0
        for byte in part {
            guard isAtom(byte) || byte == dot && previous != dot else { return false }
            previous = byte
        }
        return true
    }

    private static func isDomain(_ part: Bytes) -> Bool {
        let labels = part.split(separator: dot, omittingEmptySubsequences: false)
        guard labels.count >= 2, let first = labels.last?.first, isLetter(first) else { return false }
        return labels.allSatisfy { label in
            (1...63).contains(label.count) && label.first != hyphen && label.last != hyphen
                && label.allSatisfy { isLetter($0) || isDigit($0) || $0 == hyphen }
        }
    }

    private static func isAtom(_ byte: UInt8) -> Bool {
        if isLetter(byte) || isDigit(byte) { return true }
        switch byte {
        case 33, 35...39, 42, 43, 45, 47, 61, 63, 94...96, 123...126: return true  // !#$%&'*+-/=?^_`{|}~
        default: return false
        }
    }

    private static func isLetter(_ byte: UInt8) -> Bool { (97...122).contains(byte | 0x20) && byte < 128 }
    private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }
    private static let dot = UInt8(ascii: ".")
    private static let hyphen = UInt8(ascii: "-")

    public static let rule = TextRule(
        format: "email",
        length: 3...254,
        example: "giulia.rossi@example.com",
        description:
            "Converted to lower case; spaces and a name around it are dropped, as in `Giulia Rossi <giulia.rossi@example.com>`, and a domain in another script is converted to punycode"
    )
}
