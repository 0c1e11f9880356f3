import Kernel
import Platform
import Store

/// The diary in the export of an account's data and in its erasure: rows are deleted before the rows they refer to.
let diaryData = [
    PersonalData(
        "log_conflicts",
        ["en": "Lost values of the diary", "it": "Valori persi del diario"],
        tables: ["log_conflict"],
        rows: { "log_conflict c WHERE c.account_id = \($0)" },
        export: .init(
            by: "c.id",
            .id("entry_id", "c.log_id"),
            .text("lost_op_id", "c.lost_op"),
            .text("kind", "c.kind"),
            .text("state", "c.state"),
            .instant("created_at", "c.created_at"),
            .instant("expires_at", "c.expires_at")
        ),
        erasure: .delete(because: healthErasure) { ["DELETE FROM log_conflict WHERE account_id = \($0)"] }
    ),
    PersonalData(
        "log_operations",
        ["en": "Operations on the diary", "it": "Operazioni sul diario"],
        tables: ["log_op"],
        rows: { "log_op o WHERE o.account_id = \($0)" },
        export: .init(
            by: "o.id",
            .text("op_id", "o.op_id"),
            .id("entry_id", "o.log_id"),
            .text("base_op", "o.base_op"),
            .text("device_id", "o.device"),
            .text("zone", "o.zone"),
            .instant("at", "o.at"),
            .instant("stamp", "o.stamp"),
            .instant("received_at", "o.received_at"),
            .text("outcome", "o.outcome"),
            .bool("sets_score", "o.sets_score"),
            .integer("score", "o.score"),
            .sealedJSON("payload", "o.payload", StoredOp.sealedPayload),
            .bool("sets_note", "o.sets_note"),
            .sealedText("note", "o.note", StoredOp.sealedNote)
        ),
        erasure: .delete(because: healthErasure) { ["DELETE FROM log_op WHERE account_id = \($0)"] }
    ),
    PersonalData(
        "logs",
        ["en": "Diary", "it": "Diario"],
        tables: ["wellness_log"],
        rows: { "wellness_log l WHERE l.account_id = \($0)" },
        export: .init(
            by: "l.id",
            csv: "logs",
            .id("id", "l.id"),
            .text("domain", "l.domain"),
            .date("local_date", "l.local_date"),
            .text("zone", "l.zone"),
            .integer("score", "l.score"),
            .sealedJSON("payload", "l.payload", DiaryEntry.sealedPayload),
            .sealedText("note", "l.note", DiaryEntry.sealedNote),
            .instant("created_at", "l.created_at"),
            .instant("updated_at", "l.updated_at"),
            .instant("deleted_at", "l.deleted_at")
        ),
        erasure: .delete(because: healthErasure) { ["DELETE FROM wellness_log WHERE account_id = \($0)"] }
    ),
    PersonalData(
        "wellness_diary",
        ["en": "State of the diary", "it": "Stato del diario"],
        tables: ["wellness_diary"],
        rows: { "wellness_diary d WHERE d.account_id = \($0)" },
        // Counters that follow from the entries.
        erasure: .delete(because: healthErasure) { ["DELETE FROM wellness_diary WHERE account_id = \($0)"] }
    ),
]

/// The whole diary is erased 30 days after its consent was withdrawn, unless the consent is given again.
let diaryWithdrawal = ConsentWithdrawal(
    of: .diary,
    whileThereIs: { "EXISTS (SELECT 1 FROM wellness_log l WHERE l.account_id = \($0))" },
    erases: { account, now in diaryData.flatMap { $0.erasure.steps(account, now) } }
)

/// Deleted entries, and operations that no entry shows, are deleted when no device can need them any more.
let diaryRetention = [
    Retention(
        "diary_tombstones",
        ["en": "Deleted entries of the diary", "it": "Voci eliminate del diario"],
        keep: .days(DiaryPolicy.standard.opDays),
        from: ["en": "their deletion", "it": "la loro eliminazione"],
        then: .delete,
        basis: [
            "en": "They inform devices of the deletions", "it": "Informano i dispositivi delle eliminazioni",
        ],
        key: "l.id",
        account: "l.account_id",
        due: { "wellness_log l WHERE l.deleted_at < \($0)" },
        steps: { ids in
            [
                "DELETE FROM log_conflict WHERE log_id \(in: ids)",
                forgotten("o.log_id \(in: ids)"),
                "DELETE FROM log_op WHERE log_id \(in: ids)",
                "DELETE FROM wellness_log WHERE id \(in: ids)",
            ]
        }
    ),
    Retention(
        "diary_operations",
        ["en": "Former operations on the diary", "it": "Operazioni passate sul diario"],
        keep: .days(DiaryPolicy.standard.opDays),
        from: ["en": "their arrival", "it": "il loro arrivo"],
        then: .delete,
        basis: [
            "en": "Devices that were offline for a long time need them to merge",
            "it": "Servono ai dispositivi rimasti a lungo senza connessione",
        ],
        key: "o.id",
        account: "o.account_id",
        due: { "log_op o WHERE NOT o.is_held AND o.received_at < \($0)" },
        steps: { ids in
            [
                """
                DELETE FROM log_conflict WHERE (account_id, lost_op) IN (
                    SELECT o.account_id, o.op_id FROM log_op o WHERE o.id \(in: ids))
                """,
                forgotten("o.id \(in: ids)"),
                "DELETE FROM log_op WHERE id \(in: ids)",
            ]
        }
    ),
]

/// Counts the ops that are about to be deleted out of their diaries.
private func forgotten(_ condition: SQL) -> SQL {
    """
    UPDATE wellness_diary SET ops = ops - (
           SELECT COUNT(*) FROM log_op o WHERE o.account_id = wellness_diary.account_id AND \(condition))
     WHERE account_id IN (SELECT o.account_id FROM log_op o WHERE \(condition))
    """
}

extension Quota {
    /// Counted in the row of the diary.
    static let diaryOps = Quota(
        "wellness.diary_operations",
        .diary,
        most: 30_000,
        counting: .elsewhere,
        counted: ["en": "operations on a diary", "it": "operazioni su un diario"],
        frees: [
            "en": "Operations that no entry shows any more are deleted after 400 days.",
            "it": "Le operazioni che nessuna voce mostra più vengono eliminate dopo 400 giorni.",
        ],
        because: "three times what three devices write in 400 days; others wait while a diary is merged"
    )
}
