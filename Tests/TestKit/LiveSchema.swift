import Kernel
import Platform
import Store

extension World {
    /// The tables that the database really has.
    package func liveTables() async throws -> Set<String> {
        try await db.read { tx in
            Set(
                try tx.values(
                    """
                    SELECT \(pg: "CAST(tablename AS text) FROM pg_tables WHERE schemaname = current_schema()",
                             sqlite: "name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'")
                    """,
                    as: String.self
                )
            )
        }
    }
}

extension ProductDefinition {
    /// The tables that the privacy rows speak of.
    package var mappedTables: Set<String> {
        Set(personalData.flatMap(\.tables)).union(impersonalTables.map(\.name))
    }
}
