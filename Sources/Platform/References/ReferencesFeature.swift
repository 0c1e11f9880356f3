import Store

extension Feature {
    static let references = Feature(
        migrations: [
            Migration(
                id: "platform/references-001",
                """
                CREATE TABLE reference_number (
                    id {int} PRIMARY KEY CHECK (id = 1),
                    next {int} NOT NULL
                ) {strict};
                """
            )
        ],
        impersonalTables: [ImpersonalTable("reference_number", "a counter")]
    )
}
