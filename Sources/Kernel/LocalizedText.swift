/// A language tag of BCP 47, as `it` or `en`.
package struct Language: Hashable, Sendable, Codable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let tag: String

    package init(_ tag: String) {
        self.tag = tag
    }

    package init(stringLiteral tag: StaticString) {
        self.tag = tag.description
    }

    package var description: String { tag }

    package static let english: Language = "en"
    package static let italian: Language = "it"
}

/// One text in the languages it has been written in; English is always there.
package struct LocalizedText: Sendable, Equatable, ExpressibleByDictionaryLiteral {
    private let texts: [Language: String]

    package init(dictionaryLiteral elements: (Language, String)...) {
        texts = Dictionary(uniqueKeysWithValues: elements)
    }

    package init(_ english: String) {
        texts = [.english: english]
    }

    /// What it has been written in.
    package var languages: Set<Language> { Set(texts.keys) }

    /// The text in the first of `languages` that it has, else in English.
    package func text(in languages: [Language]) -> String {
        for language in languages {
            if let text = texts[language] { return text }
        }
        return texts[.english] ?? ""
    }

    package func text(in language: Language) -> String {
        text(in: [language])
    }
}
