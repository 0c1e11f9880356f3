import Platform
import Store

extension SearchQuery {
    /// On `product p`.
    func condition(for dialect: Dialect) -> SQL {
        condition(
            vector: "product_words(p.search_text)",
            document: "p.document",
            index: "product_search",
            for: dialect
        )
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
}
