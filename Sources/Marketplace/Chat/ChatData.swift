import Kernel
import Platform
import Store

extension Chat {
    static let personalData = [
        PersonalData(
            "chats",
            ["en": "Chats"],
            tables: ["chat", "chat_reading", "history"],
            rows: { "chat c JOIN market_job j ON j.id = c.job_id WHERE \(belongs(to: $0))" },
            export: .init(
                by: "c.id",
                .id("id", "c.id"),
                .id("job_id", "c.job_id"),
                .text("state", "c.state"),
                .integer("messages", "c.last_seq"),
                .instant("created_at", "c.created_at")
            ),
            erasure: .keep(.init(for: kept, from: "j.over_at"), because: otherSide)
        ),
        PersonalData(
            "chat_messages",
            ["en": "Messages in chats"],
            tables: ["chat_message"],
            rows: {
                """
                chat_message m JOIN chat c ON c.id = m.chat_id JOIN market_job j ON j.id = c.job_id
                 WHERE m.author_id = \($0)
                """
            },
            export: .init(
                by: "m.id",
                .id("chat_id", "m.chat_id"),
                .integer("seq", "m.seq"),
                .text("body", "m.body"),
                .sealedText("original", "m.original", ChatMessage.sealedOriginal),
                .instant("at", "m.written_at")
            ),
            erasure: .keep(.init(for: kept, from: "j.over_at"), because: otherSide)
        ),
    ]

    static let retention = Retention(
        "chats",
        ["en": "Chats with their messages"],
        keep: kept,
        from: ["en": "the end of the job"],
        then: .delete,
        basis: otherSide,
        key: "c.id",
        account: "c.customer_id",
        due: { "chat c JOIN market_job j ON j.id = c.job_id WHERE j.over_at < \($0)" },
        steps: { ids in
            [
                "DELETE FROM history WHERE subject_kind = \(kind) AND subject_id \(in: ids)",
                "DELETE FROM deadline WHERE subject_kind = \(kind) AND subject_id \(in: ids)",
                "DELETE FROM chat WHERE id \(in: ids)",
            ]
        }
    )

    private static let kept = Period.years(2)

    private static let otherSide: LocalizedText = [
        "en":
            "The other side needs the agreements of a job for claims about it (GDPR art. 17(3)(e)); sealed contact data goes with the key of its author."
    ]

    private static func belongs(to account: ID<Account>) -> SQL {
        """
        (c.customer_id = \(account) OR c.provider_id IN (SELECT p.id FROM provider p WHERE p.account_id = \(account)))
        """
    }
}
