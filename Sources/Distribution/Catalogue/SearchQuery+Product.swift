import Platform
import Store

extension SearchQuery {
    /// The condition on `product p`.
    func condition(for dialect: Dialect) -> SQL {
        condition(
            vector: "product_words(p.search_text)",
            document: "p.document",
            index: "product_search",
            for: dialect
        )
    }

    /// Wraps the words of a product in a function with the real cost of splitting a text, some 200 comparisons.
    ///
    /// PostgreSQL rates its built-in functions as cheap as a comparison: for rare words it scanned the whole catalogue
    /// from the newest product on, instead of using the index.
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
