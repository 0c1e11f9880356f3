extension Feature {
    static let lifecycles = Feature(
        migrations: History.migrations,
        problems: Lifecycles.problems,
        impersonalTables: [
            ImpersonalTable(
                "history",
                "identities and statuses; a product erases it with the record itself"
            )
        ]
    )
}
