import Kernel
import Platform
import Store

extension Thread {
    static let personalData = [
        PersonalData(
            "threads",
            ["it": "Conversazioni", "en": "Threads"],
            tables: ["thread", "thread_reading"],
            rows: { "thread h WHERE \(belongs(to: $0))" },
            export: .init(
                by: "h.id",
                .id("id", "h.id"),
                .id("student_id", "h.student_id"),
                .id("tutor_id", "h.tutor_id"),
                .integer("messages", "h.last_seq"),
                .instant("created_at", "h.created_at")
            ),
            erasure: .keep(.init(for: kept), because: otherSide)
        ),
        PersonalData(
            "thread_messages",
            ["it": "Messaggi", "en": "Messages"],
            tables: ["thread_message"],
            rows: { "thread_message m WHERE m.author_id = \($0)" },
            export: .init(
                by: "m.id",
                .id("thread_id", "m.thread_id"),
                .integer("seq", "m.seq"),
                .text("body", "m.body"),
                .sealedText("original", "m.original", ThreadMessage.sealedOriginal),
                .json("files", "m.files"),
                .instant("at", "m.written_at")
            ),
            erasure: .keep(.init(for: kept, from: "m.written_at"), because: otherSide)
        ),
    ]

    static let retention = Retention(
        "thread_messages",
        ["it": "Messaggi", "en": "Messages"],
        keep: kept,
        from: ["it": "il messaggio", "en": "the message"],
        then: .delete,
        basis: otherSide,
        key: "m.id",
        account: "m.author_id",
        due: { "thread_message m WHERE m.written_at < \($0)" },
        steps: { ids in ["DELETE FROM thread_message WHERE id \(in: ids)"] }
    )

    private static let kept = Period.years(2)

    private static let otherSide: LocalizedText = [
        "it":
            "L'altra parte ha bisogno degli accordi per eventuali contestazioni (GDPR art. 17, par. 3, lett. e); i recapiti nascosti si perdono con la chiave del loro autore.",
        "en":
            "The other side needs the agreements for claims (GDPR art. 17(3)(e)); hidden contact data goes with the key of its author.",
    ]

    private static func belongs(to account: ID<Account>) -> SQL {
        """
        (h.student_id = \(account) OR h.tutor_id IN (SELECT t.id FROM tutor t WHERE t.account_id = \(account)))
        """
    }
}
