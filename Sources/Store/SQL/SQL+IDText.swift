extension SQL {
    /// The canonical text of an identity, for comparison with a text column; NULL for NULL.
    ///
    /// An identity is a `uuid` of PostgreSQL and a blob of SQLite.
    public static func text(ofID id: SQL) -> SQL {
        """
        (SELECT \(pg: "CAST(t.id AS text)", sqlite: "lower(substr(t.id, 1, 8) || '-' || substr(t.id, 9, 4) || '-'")
                \(pg: "", sqlite: "|| substr(t.id, 13, 4) || '-' || substr(t.id, 17, 4) || '-' || substr(t.id, 21, 12))")
           FROM (SELECT \(pg: "(", sqlite: "NULLIF(hex(")\(id)\(pg: ")", sqlite: "), '')") AS id) AS t)
        """
    }
}
