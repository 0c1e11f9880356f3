/// An e-mail address, in lower case: one mailbox is one account however it is typed.
package struct EmailAddress: TextValue {
    package let rawValue: String

    package init(unchecked normalised: String) {
        rawValue = normalised
    }

    package static func normalised(_ text: String) throws(Refusal) -> String {
        let address = text.lowercased()
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard text.isASCII, address.utf8.count <= 254, parts.count == 2, isLocalPart(parts[0]),
            isDomain(parts[1])
        else {
            throw Refusal(
                "invalid_email",
                ["en": "is not an e-mail address", "it": "non è un indirizzo e-mail valido"]
            )
        }
        return address
    }

    /// The dot-atom of RFC 5322; quoted local parts exist only in test suites.
    private static func isLocalPart(_ part: Substring) -> Bool {
        let allowed = "!#$%&'*+/=?^_`{|}~-."
        return (1...64).contains(part.utf8.count) && !part.hasPrefix(".") && !part.hasSuffix(".")
            && !part.contains("..") && part.allSatisfy { $0.isASCIILetterOrDigit || allowed.contains($0) }
    }

    private static func isDomain(_ part: Substring) -> Bool {
        let labels = part.split(separator: ".", omittingEmptySubsequences: false)
        return labels.count >= 2 && labels.last?.first?.isLetter == true
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.allSatisfy { $0.isASCIILetterOrDigit || $0 == "-" }
            }
    }

    package static let rule = TextRule(format: "email", length: 3...254, example: "giulia.rossi@example.com")
}
