import Kernel

/// A title and a body in one language; of a question, the question and the answer.
struct ContentText: Codable, Sendable, Hashable {
    var title: Line<1, 200>
    var body: Text<1, 50_000>
}

/// The same thing said in several languages, by their tags.
struct Translations: Codable, Sendable, Hashable {
    private let texts: [String: ContentText]

    /// The product's first language is always there: the others fall back on it.
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

    /// The text in the first of the caller's languages that it has, else in the product's own order.
    func text(for call: Call) -> (language: Language, text: ContentText)? {
        for language in call.languages + call.site.product.languages {
            if let text = texts[language.tag] { return (language, text) }
        }
        return nil
    }
}
