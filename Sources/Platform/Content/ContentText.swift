import Kernel

/// A title and a body in one language.
struct ContentText: Codable, Sendable, Hashable {
    /// The heading; for an FAQ, the question.
    var title: Line<1, 200>
    /// The text, in the item's format; for an FAQ, the answer.
    var body: Text<1, 50_000>
}

/// The texts of one content item, by language tag.
struct Translations: Codable, Sendable, Hashable {
    private let texts: [String: ContentText]

    /// The product's first language is always present: the others fall back on it.
    init(_ texts: [String: ContentText], of languages: [Language]) throws(Problem) {
        let spoken = Set(languages.map(\.tag))
        var faults = texts.keys.filter { !spoken.contains($0) }.sorted().map {
            Problem.Fault("/texts".appending(member: $0), .languageNotSpoken)
        }
        if let main = languages.first, texts[main.tag] == nil {
            faults.append(Problem.Fault("/texts/\(main)", .mainLanguageMissing))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        self.texts = texts
    }

    init(from decoder: any Decoder) throws {
        texts = try decoder.singleValueContainer().decode([String: ContentText].self)
    }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(texts)
    }

    var languages: [Language] { texts.keys.sorted().map { Language($0) } }

    /// The text in the first of the languages that is present.
    func text(in languages: [Language]) -> ContentText? {
        languages.lazy.compactMap { texts[$0.tag] }.first
    }

    /// The text in the first of the caller's languages that is present, else in the product's own order.
    func text(for call: Call) -> (language: Language, text: ContentText)? {
        for language in call.languages + call.site.product.languages {
            if let text = texts[language.tag] { return (language, text) }
        }
        return nil
    }
}
