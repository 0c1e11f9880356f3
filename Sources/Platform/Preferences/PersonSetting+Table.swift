import Kernel
import Store

extension PersonSetting {
    static let migrations = [
        Migration(
            id: "platform/preferences-001",
            """
            CREATE TABLE person_setting (
                account_id {id} PRIMARY KEY REFERENCES account (id) ON DELETE CASCADE,
                time_zone {text},
                theme {text} NOT NULL CHECK (theme IN ('system', 'light', 'dark')),
                reminder_times {text},
                pause {text} CHECK (pause IN ('wanted', 'unanswered')),
                is_never_quiet {bool} NOT NULL,
                version {int} NOT NULL,
                created_at {instant} NOT NULL,
                updated_at {instant} NOT NULL
            ) {strict};
            CREATE TABLE zone_change (
                id {id} PRIMARY KEY,
                account_id {id} NOT NULL REFERENCES account (id) ON DELETE CASCADE,
                from_zone {text} NOT NULL,
                to_zone {text} NOT NULL,
                at {instant} NOT NULL,
                CHECK (from_zone <> to_zone)
            ) {strict};
            CREATE UNIQUE INDEX zone_change_at ON zone_change (account_id, at);
            """
        )
    ]

    static let personalData = PersonalData(
        "person_settings",
        [
            "en": "Personal settings", "it": "Impostazioni personali", "ar": "الإعدادات الشخصية",
            "ku": "ڕێکخستنە کەسییەکان",
        ],
        tables: ["person_setting"],
        rows: { "person_setting s WHERE s.account_id = \($0)" },
        export: .init(
            by: "s.account_id",
            .text("time_zone", "s.time_zone"),
            .text("theme", "s.theme"),
            .text("reminder_times", "s.reminder_times"),
            .text("pause", "s.pause"),
            .instant("updated_at", "s.updated_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) {
            ["DELETE FROM person_setting WHERE account_id = \($0)"]
        }
    )
}

extension ZoneChange {
    static let personalData = PersonalData(
        "zone_changes",
        [
            "en": "Changes of the time zone", "it": "Cambi di fuso orario", "ar": "تغييرات المنطقة الزمنية",
            "ku": "گۆڕانکارییەکانی ناوچەی کات",
        ],
        tables: ["zone_change"],
        rows: { "zone_change z WHERE z.account_id = \($0)" },
        export: .init(
            by: "z.id",
            .text("from_zone", "z.from_zone"),
            .text("to_zone", "z.to_zone"),
            .instant("at", "z.at")
        ),
        erasure: .delete(because: Privacy.notNeeded) { ["DELETE FROM zone_change WHERE account_id = \($0)"] }
    )
}
