import Kernel
import Platform
import Store

/// The words of a search: each in the name (4), a subject (2) or the description (1), by the best of them.
struct WordQuery: Sendable {
    private let query: SearchQuery
    private let index: WordIndex

    /// The greatest sum of weights.
    var best: Int { 4 * query.words.count }

    init(_ text: String, in index: WordIndex) {
        query = SearchQuery(text)
        self.index = index
    }

    /// The condition on the words `w` that every one is somewhere.
    func condition(for dialect: Dialect) -> SQL {
        query.condition(vector: "w.vector", document: "w.document", index: index.search, for: dialect)
    }

    /// The sum of the weights of the words that are there.
    func weight(for dialect: Dialect) -> SQL {
        let words = query.words.enumerated().map { position, spellings -> SQL in
            let isOpen = position == query.words.count - 1
            let name = isIn(.name, spellings, isOpen, dialect)
            let subject = isIn(.subjects, spellings, isOpen, dialect)
            return "CASE WHEN \(name) THEN 4 WHEN \(subject) THEN 2 ELSE 1 END"
        }
        guard let first = words.first else { return "0" }
        let sum = words.dropFirst().reduce(first) { sum, word in "\(sum) + \(word)" }
        return "CAST(\(sum) AS \(pg: "bigint", sqlite: "INTEGER"))"
    }

    private enum Place: String {
        case name, subjects

        var label: String { self == .name ? "A" : "B" }
    }

    // The words contain only letters and digits, so nothing needs to be escaped.
    private func isIn(
        _ place: Place,
        _ spellings: [String],
        _ isOpen: Bool,
        _ dialect: Dialect
    ) -> SQL {
        switch dialect {
        case .postgres:
            let mark = isOpen ? ":*\(place.label)" : ":\(place.label)"
            let text = spellings.map { "'\($0)'\(mark)" }.joined(separator: " | ")
            return "w.vector @@ CAST(\(text) AS tsquery)"
        case .sqlite:
            let words = spellings.map { "\"\($0)\"\(isOpen ? "*" : "")" }.joined(separator: " OR ")
            let text = "\(place.rawValue) : (\(words))"
            return "w.document IN (SELECT rowid FROM \(index.search) WHERE \(index.search) MATCH \(text))"
        }
    }
}
