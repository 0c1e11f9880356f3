import Kernel
import Platform
import Store

extension Quote {
    /// A quote is part of a contract, or of its making; its revisions never change.
    static let personalData = PersonalData(
        "quotes",
        ["en": "Quotes"],
        tables: ["quote", "quote_revision"],
        rows: { "quote q WHERE q.account_id = \($0)" },
        export: .init(
            by: "q.id",
            .id("job", "q.job_id"),
            .integer("revision", "q.n"),
            .text("state", "q.state"),
            .integer("amount_minor", "q.amount"),
            .text("terms", "q.terms"),
            .instant("start", "q.start_at"),
            .integer("minutes", "q.minutes"),
            .instant("created_at", "q.created_at")
        ),
        erasure: .keep(
            .init(for: .years(7), from: "q.created_at"),
            because: ["en": "Records of contracts are kept for seven years."]
        )
    )
}
