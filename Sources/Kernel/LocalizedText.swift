/// A language by its BCP 47 tag, such as `it` or `en`.
public struct Language: Hashable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    public let tag: String

    public init(_ tag: String) {
        self.tag = tag
    }

    public init(stringLiteral tag: StaticString) {
        self.tag = tag.description
    }

    public var description: String { tag }

    public static let english: Language = "en"
    public static let italian: Language = "it"
}

/// A text in several languages, always including English.
public struct LocalizedText: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    private let texts: [Language: String]

    public init(dictionaryLiteral elements: (Language, String)...) {
        texts = Dictionary(uniqueKeysWithValues: elements)
    }

    public init(each texts: [(Language, String)]) {
        self.texts = Dictionary(texts) { first, _ in first }
    }

    public init(_ english: String) {
        texts = [.english: english]
    }

    /// The languages of the text.
    public var languages: Set<Language> { Set(texts.keys) }

    /// The text in the first available one of `languages`, otherwise in English.
    public func text(in languages: [Language]) -> String {
        for language in languages {
            if let text = texts[language] { return text }
        }
        return texts[.english] ?? ""
    }

    public func text(in language: Language) -> String {
        text(in: [language])
    }
}
