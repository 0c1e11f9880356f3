import Kernel
import Platform
import Store

/// Words to be found in a product, all of them; the last may go on.
struct SearchQuery: Sendable, Hashable {
    private static let mostWords = 10

    /// Of each the spellings of which one is enough.
    let words: [[String]]

    init(_ text: String) {
        words = SearchText.askedWhole(text, atMost: Self.mostWords)
    }

    /// On `product p`; a question without a word finds nothing.
    func condition(for dialect: Dialect) -> SQL {
        guard !words.isEmpty else { return "FALSE" }
        switch dialect {
        case .postgres:
            let text = joined(by: " & ", or: " | ", open: ":*") { "'\($0)'" }
            // As the index product_search has it.
            return "product_words(p.search_text) @@ CAST(\(text) AS tsquery)"
        case .sqlite:
            let text = joined(by: " AND ", or: " OR ", open: "*") { "\"\($0)\"" }
            return "p.document IN (SELECT rowid FROM product_search WHERE product_search MATCH \(text))"
        }
    }

    /// The words of a product under a name that says what it costs to take a text apart, some 200 comparisons.
    ///
    /// PostgreSQL takes a function of its own for as cheap as a comparison: for words that hardly any product has it then went through the
    /// whole catalogue from its newest on, rather than to the index.
    static let migration = Migration(
        id: "distribution/203-words",
        """
        --pg
        CREATE FUNCTION product_words(words text) RETURNS tsvector
            LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 200 AS $$
        BEGIN RETURN array_to_tsvector(array_remove(string_to_array(words, ' '), '')); END $$;
        DROP INDEX product_search;
        CREATE INDEX product_search ON product USING gin (product_words(search_text));
        ANALYZE product;
        --all
        """
    )

    // The words are letters and digits alone, so that nothing in them needs to be escaped.
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
