extension Language: TextValue {
    public var rawValue: String { tag }

    public init(unchecked normalised: String) {
        self.init(normalised)
    }

    /// In the usual case: `it`, `en-GB`, `sr-Latn-RS`; Java and POSIX write `en_GB`.
    public static func normalised(_ text: String) throws(Refusal) -> String {
        let text = text.inToken
        let parts = text.split(omittingEmptySubsequences: false) { $0 == "-" || $0 == "_" }
        guard text.utf8.count <= 35, let language = parts.first, (2...3).contains(language.count),
            language.allSatisfy(\.isASCIILetter),
            parts.dropFirst().allSatisfy({
                (2...8).contains($0.count) && $0.allSatisfy(\.isASCIILetterOrDigit)
            })
        else {
            throw Refusal(
                "invalid_language",
                [
                    "en": "is not a language tag such as it", "it": "non è un codice di lingua come it",
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
        description: "A BCP 47 language tag; `_` is read as `-`, and the case of letters does not matter"
    )

    /// Tags from telephones, with the tags of the products: Sorani is the Kurdish of Iraq.
    public static let macrolanguages = ["ckb": "ku", "arb": "ar"]
}

extension Sequence where Element == Language {
    /// The available language for a tag such as `it_IT`, `it-CH` or `IT`, matched as in `Accept-Language`.
    public func meant(by tag: String) -> Language? {
        if let same = self.first(where: { $0.tag == tag }) { return same }
        let wanted = tag.inToken.lowercased().split(separator: "_", omittingEmptySubsequences: false)
            .joined(separator: "-")
        guard wanted.allSatisfy({ $0.isASCIILetterOrDigit || $0 == "-" }) else { return nil }
        let first = String(wanted.prefix { $0 != "-" })
        let base = Language.macrolanguages[first] ?? first
        return self.first { $0.tag.lowercased() == wanted } ?? self.first { $0.tag == base }
    }
}

/// The languages of a product as an enumeration of tags; decoded from any common spelling.
public protocol SupportedLanguage: RawRepresentable, CaseIterable, Codable, Sendable, Described
where RawValue == String {}

extension SupportedLanguage {
    public var language: Language { Language(rawValue) }

    public init(typed text: String) throws(Refusal) {
        let spoken = Self.allCases.map(\.language)
        guard let meant = spoken.meant(by: text), let value = Self(rawValue: meant.tag) else {
            throw Refusal(.notInEnumeration(spoken.map(\.tag)))
        }
        self = value
    }

    public init(from decoder: any Decoder) throws {
        try self.init(typed: decoder.singleValueContainer().decode(String.self))
    }

    public static var schema: Schema {
        let tags = allCases.map(\.rawValue)
        return .text(
            TextRule(
                example: tags.first,
                description:
                    "One of \(tags.joined(separator: ", ")); upper case and a region are accepted (`\(tags.first ?? "")_XX`)"
            ) { text in
                do throws(Refusal) {
                    _ = try Self(typed: text)
                    return nil
                } catch {
                    return error
                }
            }
        )
    }
}

private func customaryCase(_ part: Substring) -> String {
    switch part.count {
    case 2: part.uppercased()
    case 4: part.prefix(1).uppercased() + part.dropFirst().lowercased()
    default: part.lowercased()
    }
}
