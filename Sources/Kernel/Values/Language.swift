extension Language: TextValue {
    public var rawValue: String { tag }

    public init(unchecked normalised: String) {
        self.init(normalised)
    }

    /// In the customary case: `it`, `en-GB`, `sr-Latn-RS`.
    public static func normalised(_ text: String) throws(Refusal) -> String {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard text.utf8.count <= 35, let language = parts.first, (2...3).contains(language.count),
            language.allSatisfy(\.isASCIILetter),
            parts.dropFirst().allSatisfy({
                (2...8).contains($0.count) && $0.allSatisfy(\.isASCIILetterOrDigit)
            })
        else {
            throw Refusal(
                "invalid_language",
                [
                    "en": "is not a language tag such as it", "it": "non è una lingua, come it",
                    "ar": "ليس رمز لغة مثل ar", "ku": "کۆدی زمان نییە وەک ku",
                ]
            )
        }
        return ([language.lowercased()] + parts.dropFirst().map(customaryCase)).joined(separator: "-")
    }

    public static let rule = TextRule(
        length: 2...35,
        pattern: "^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*$",
        example: "it",
        description: "A BCP 47 language tag"
    )
}

private func customaryCase(_ part: Substring) -> String {
    switch part.count {
    case 2: part.uppercased()
    case 4: part.prefix(1).uppercased() + part.dropFirst().lowercased()
    default: part.lowercased()
    }
}
