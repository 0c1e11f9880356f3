import Kernel
import Store

extension Feature {
    /// Sequences of messages by the words of a product; stands after ``deadlines``.
    package static func sequences<Rules: SequenceRules>(_: Rules.Type) -> Feature {
        Feature(
            routes: SequenceRoutes<Rules>.routes,
            migrations: [NoticeSequence.migration],
            lifecycles: [NoticeSequence.lifecycle.table(named: NoticeSequence.kind)],
            deadlines: [SequenceSteps<Rules>.handler],
            jobs: [StartSequences<Rules>.self],
            schedules: [Every("notifications.start_sequences", .minutes(5), StartSequences<Rules>())],
            bounds: [
                Bound("POST /admin/sequences", because: "is done by administrators"),
                Bound("PATCH /admin/sequences/{id}", because: "is done by administrators"),
            ],
            personalData: [SequenceRun.personalData],
            impersonalTables: [
                ImpersonalTable("notice_sequence", "sequences of messages, written by administrators"),
                ImpersonalTable("notice_sequence_plan", "the steps of sequences"),
            ],
            templates: Rules.templates,
            audit: SequenceAction.self
        )
    }
}

extension SequenceRun {
    static let personalData = PersonalData(
        "sequence_runs",
        [
            "en": "Sequences of messages", "it": "Sequenze di messaggi", "ar": "تسلسلات الرسائل",
            "ku": "زنجیرەی نامەکان",
        ],
        tables: ["notice_sequence_run"],
        rows: { "notice_sequence_run r WHERE r.account_id = \($0)" },
        export: .init(
            by: "r.id",
            .id("sequence_id", "r.sequence_id"),
            .integer("sent", "r.sent"),
            .text("state", "r.state"),
            .instant("started_at", "r.started_at"),
            .instant("ended_at", "r.ended_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) { account in
            [
                """
                DELETE FROM deadline WHERE subject_kind = \(kind)
                   AND subject_id IN (SELECT r.id FROM notice_sequence_run r WHERE r.account_id = \(account))
                """,
                "DELETE FROM notice_sequence_run WHERE account_id = \(account)",
            ]
        }
    )
}
