import Kernel
import Store

/// Words to be found in a product, all of them; the last may go on.
struct SearchQuery: Sendable, Hashable {
    private static let mostWords = 10

    let words: [String]

    init(_ text: String) {
        words = Array(SearchText.words(of: text).prefix(Self.mostWords))
    }

    /// On `product p`; a question without a word finds nothing.
    func condition(for dialect: Dialect) -> SQL {
        guard !words.isEmpty else { return "FALSE" }
        switch dialect {
        case .postgres:
            let text = joined(by: " & ", open: ":*") { "'\($0)'" }
            // As the index product_search has it.
            return
                "array_to_tsvector(array_remove(string_to_array(p.search_text, ' '), '')) @@ CAST(\(text) AS tsquery)"
        case .sqlite:
            let text = joined(by: " AND ", open: "*") { "\"\($0)\"" }
            return "p.document IN (SELECT rowid FROM product_search WHERE product_search MATCH \(text))"
        }
    }

    // The words are letters and digits alone, so that nothing in them needs to be escaped.
    private func joined(by word: String, open: String, _ quoted: (String) -> String) -> String {
        words.map(quoted).joined(separator: word) + open
    }
}
