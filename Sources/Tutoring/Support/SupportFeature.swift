import Kernel
import Platform
import Store
import Web

extension Feature {
    static let support = Feature(
        routes: SupportRoutes.routes,
        migrations: [SupportConversation.migration],
        lifecycles: [SupportConversation.lifecycle.table(named: SupportConversation.kind)],
        deadlines: [SupportConversation.deadline],
        quotas: [.supportQuestions],
        bounds: [
            Bound("POST /support/chat", .supportQuestions),
            Bound("POST /support/conversations/{id}/messages", .supportQuestions),
            Bound("POST /support/conversations/{id}/handover", because: "moves an existing conversation"),
        ],
        personalData: [SupportConversation.personalData],
        retention: [SupportConversation.retention],
        templates: NoticeTemplate.support
    )
}

extension Quota {
    static let supportQuestions = Quota(
        "tutoring.support_questions",
        .supportUse,
        of: [.student, .tutor],
        most: 20,
        .window(.minutes(1)),
        counting: .rows(weight: "1", at: "m.at") { holder in
            "support_message m WHERE m.author_id = \(holder.account) AND m.at > \(holder.now - .minutes(1))"
        },
        counted: ["it": "domande all'assistenza al minuto", "en": "questions to the support in a minute"],
        frees: ["it": "Il limite si libera da solo.", "en": "It frees by itself."],
        because: "Faster than anybody reads the answers; each question reads the whole content."
    )
}

extension SupportConversation {
    static let migration = Migration(
        id: "tutoring/support-001",
        """
        CREATE TABLE support_conversation (
            id {id} PRIMARY KEY,
            account_id {id} NOT NULL REFERENCES account (id),
            state {text} NOT NULL CHECK (state IN ('bot', 'waiting', 'open', 'closed')),
            misses {int} NOT NULL CHECK (misses >= 0),
            taken_by {id},
            last_seq {int} NOT NULL CHECK (last_seq >= 0),
            asked_at {instant} NOT NULL,
            closed_at {instant},
            created_at {instant} NOT NULL,
            updated_at {instant} NOT NULL,
            version {int} NOT NULL,
            CHECK ((state = 'closed') = (closed_at IS NOT NULL))
        ) {strict};
        CREATE INDEX support_conversation_account ON support_conversation (account_id, updated_at, id);
        CREATE INDEX support_conversation_state ON support_conversation (state, updated_at, id);
        CREATE TABLE support_message (
            id {id} PRIMARY KEY,
            conversation_id {id} NOT NULL REFERENCES support_conversation (id) ON DELETE CASCADE,
            seq {int} NOT NULL CHECK (seq > 0),
            side {text} NOT NULL CHECK (side IN ('asker', 'bot', 'desk')),
            author_id {id},
            body {text} NOT NULL,
            passages {json} NOT NULL,
            at {instant} NOT NULL,
            UNIQUE (conversation_id, seq)
        ) {strict};
        CREATE INDEX support_message_author ON support_message (author_id, at) WHERE author_id IS NOT NULL;
        """
    )

    static let retention = Retention(
        "support",
        ["it": "Domande all'assistenza", "en": "Questions to the support"],
        keep: .years(2),
        from: ["it": "la chiusura", "en": "the closing"],
        then: .delete,
        basis: [
            "it": "Le risposte date servono per eventuali contestazioni.",
            "en": "The answers serve for claims.",
        ],
        key: "c.id",
        account: "c.account_id",
        due: { "support_conversation c WHERE c.closed_at < \($0)" },
        steps: { ids in
            [
                "DELETE FROM history WHERE subject_kind = \(kind) AND subject_id \(in: ids)",
                "DELETE FROM support_conversation WHERE id \(in: ids)",
            ]
        }
    )

    static let personalData = PersonalData(
        "support",
        ["it": "Domande all'assistenza", "en": "Questions to the support"],
        tables: ["support_conversation", "support_message"],
        rows: {
            "support_conversation c JOIN support_message m ON m.conversation_id = c.id WHERE c.account_id = \($0)"
        },
        export: .init(
            by: "m.id",
            .id("conversation_id", "c.id"),
            .integer("seq", "m.seq"),
            .text("author", "m.side"),
            .text("text", "m.body"),
            .instant("at", "m.at")
        ),
        erasure: .delete(
            because: [
                "it": "Servivano solo a rispondere alla persona.",
                "en": "They served to answer the person only.",
            ]
        ) { account in
            [
                """
                DELETE FROM deadline WHERE subject_kind = \(kind)
                   AND subject_id IN (SELECT c.id FROM support_conversation c WHERE c.account_id = \(account))
                """,
                """
                DELETE FROM history WHERE subject_kind = \(kind)
                   AND subject_id IN (SELECT c.id FROM support_conversation c WHERE c.account_id = \(account))
                """,
                "DELETE FROM support_conversation WHERE account_id = \(account)",
            ]
        }
    )
}
