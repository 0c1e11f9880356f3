import Kernel
import Store

extension Integrations {
    static let personalData = [links, calendars, entries, driveFiles]

    private static let links = PersonalData(
        "integrations",
        [
            "en": "Linked services", "it": "Servizi collegati", "ar": "الخدمات المرتبطة",
            "ku": "خزمەتگوزارییە بەستراوەکان",
        ],
        tables: ["integration", "integration_request"],
        rows: { "integration i WHERE i.account_id = \($0)" },
        export: .init(
            by: "i.id",
            .text("provider", "i.provider"),
            .text("state", "i.state"),
            .instant("linked_at", "i.linked_at")
        ),
        erasure: .delete(because: Privacy.notNeeded) {
            [
                "DELETE FROM integration_request WHERE account_id = \($0)",
                "DELETE FROM integration WHERE account_id = \($0)",
            ]
        }
    )

    private static let calendars = PersonalData(
        "linked_calendars",
        [
            "en": "Linked calendars", "it": "Calendari collegati", "ar": "التقاويم المرتبطة",
            "ku": "ڕۆژژمێرە بەستراوەکان",
        ],
        tables: ["calendar_link"],
        rows: {
            "calendar_link c JOIN integration i ON i.id = c.integration_id WHERE i.account_id = \($0)"
        },
        export: .init(
            by: "c.id",
            .text("name", "c.name"),
            .bool("is_read", "c.is_read"),
            .bool("is_written", "c.is_written")
        ),
        erasure: .delete(because: Privacy.notNeeded) {
            [
                "DELETE FROM calendar_link WHERE integration_id IN (SELECT id FROM integration WHERE account_id = \($0))"
            ]
        }
    )

    private static let entries = PersonalData(
        "calendar_entries",
        [
            "en": "Appointments in linked calendars", "it": "Appuntamenti nei calendari collegati",
            "ar": "المواعيد في التقاويم المرتبطة", "ku": "ژوانەکان لە ڕۆژژمێرە بەستراوەکان",
        ],
        tables: ["calendar_entry"],
        rows: { "calendar_entry e WHERE e.account_id = \($0)" },
        erasure: .delete(because: Privacy.notNeeded) {
            ["DELETE FROM calendar_entry WHERE account_id = \($0)"]
        }
    )

    private static let driveFiles = PersonalData(
        "drive_files",
        [
            "en": "Copies on Google Drive", "it": "Copie su Google Drive", "ar": "نسخ على Google Drive",
            "ku": "کۆپییەکان لەسەر Google Drive",
        ],
        tables: ["drive_file", "drive_permission"],
        rows: { "drive_file d WHERE d.account_id = \($0)" },
        export: .init(by: "d.id", .text("url", "d.url"), .instant("made_at", "d.made_at")),
        erasure: .delete(because: Privacy.notNeeded) {
            [
                """
                DELETE FROM drive_permission WHERE receiver_id = \($0)
                    OR drive_file_id IN (SELECT id FROM drive_file WHERE account_id = \($0))
                """,
                "DELETE FROM drive_file WHERE account_id = \($0)",
            ]
        }
    )
}
