import Kernel
import Platform
import Store

/// The answer of the content to a question.
struct SupportAnswer: Sendable {
    let passages: [SupportPassage]
    let text: String
    /// Whether the content has nothing about it.
    let isMiss: Bool

    /// A best passage with less is a miss.
    static let leastScore = 2.0
    static let mostPassages = 3

    /// The best passages, of which the first is the answer.
    static func of(
        _ question: String,
        in language: Language,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> SupportAnswer {
        let content = try ContentPassage.list(in: language, at: site, tx)
        let ranked = BM25(content.map { "\($0.title) \($0.text)" }).best(mostPassages, for: question)
        guard let best = ranked.first, best.score >= leastScore else {
            return SupportAnswer(passages: [], text: nothing.text(in: language), isMiss: true)
        }
        let passages = ranked.map { content[$0.place] }.map {
            SupportPassage(title: $0.title, url: $0.url, text: $0.text)
        }
        return SupportAnswer(passages: passages, text: passages[0].text + " [1]", isMiss: false)
    }

    // swift-format-ignore
    private static let nothing: LocalizedText = [
        "it": "Non ho trovato una risposta. Prova con altre parole, o chiedi di parlare con una persona.",
        "en": "I found no answer. Try other words, or ask to speak with a person.",
    ]

    // swift-format-ignore
    static let handedOver: LocalizedText = [
        "it": "Una persona ti risponderà qui.",
        "en": "A person will answer you here.",
    ]
}
