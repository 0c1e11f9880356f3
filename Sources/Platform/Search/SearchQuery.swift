import Kernel
import Store

/// Words that a row must contain, all of them; the last one may be the beginning of a longer word.
package struct SearchQuery: Sendable, Hashable {
    private static let maximumWords = 10

    /// The spellings of each word; one of them is enough.
    package let words: [[String]]

    package init(_ text: String) {
        words = SearchText.askedWhole(text, atMost: Self.maximumWords)
    }

    /// A query without words finds nothing.
    ///
    /// PostgreSQL compares `vector`, the row's `tsvector` exactly as in its index; SQLite looks for the row's
    /// `document` in `index`, an FTS5 table.
    package func condition(vector: SQL, document: SQL, index: SQL, for dialect: Dialect) -> SQL {
        guard !words.isEmpty else { return "FALSE" }
        switch dialect {
        case .postgres:
            let text = joined(by: " & ", or: " | ", open: ":*") { "'\($0)'" }
            return "\(vector) @@ CAST(\(text) AS tsquery)"
        case .sqlite:
            let text = joined(by: " AND ", or: " OR ", open: "*") { "\"\($0)\"" }
            return "\(document) IN (SELECT rowid FROM \(index) WHERE \(index) MATCH \(text))"
        }
    }

    // The words contain only letters and digits, so nothing needs to be escaped.
    private func joined(
        by word: String,
        or other: String,
        open: String,
        _ quoted: (String) -> String
    ) -> String {
        words.enumerated().map { position, spellings in
            let end = position == words.count - 1 ? open : ""
            return "(" + spellings.map { quoted($0) + end }.joined(separator: other) + ")"
        }
        .joined(separator: word)
    }
}
