import Kernel
import Store

// A file is its owner's; what others made of it or saw of it goes with them.
// swift-format-ignore
let folderData = [
    PersonalData(
        "pinned_files",
        ["en": "Files of records that are kept", "it": "File di dati che vengono conservati", "ar": "ملفات السجلات المحفوظة", "ku": "فایلی تۆمارە هەڵگیراوەکان"],
        tables: ["file_pin"],
        rows: { "file_pin p JOIN stored_file f ON f.id = p.stored_id WHERE f.owner_id = \($0)" },
        erasure: .keep(because: ["en": "They go with the records that need them.", "it": "Vengono eliminati con i dati che ne hanno bisogno.", "ar": "تُحذف مع السجلات التي تحتاج إليها.", "ku": "لەگەڵ ئەو تۆمارانە دەسڕدرێنەوە کە پێویستیان پێیانە."]),
        files: { "SELECT p.stored_id FROM file_pin p JOIN stored_file f ON f.id = p.stored_id WHERE f.owner_id = \($0)" }
    ),
    PersonalData(
        "file_shares",
        ["en": "Shares of files and folders", "it": "Condivisioni di file e cartelle", "ar": "مشاركات الملفات والمجلدات", "ku": "هاوبەشیکردنی فایل و بوخچەکان"],
        tables: ["file_share"],
        rows: { "file_share s WHERE (s.sharer_id = \($0) OR s.receiver_id = \($0))" },
        export: .init(
            by: "s.id",
            .id("file_id", "s.file_id"),
            .id("folder_id", "s.folder_id"),
            .id("sharer_id", "s.sharer_id"),
            .id("receiver_id", "s.receiver_id"),
            .bool("can_edit", "s.can_edit"),
            .instant("expires_at", "s.expires_at"),
            .instant("created_at", "s.created_at")
        ),
        erasure: .delete(because: served) { ["DELETE FROM file_share WHERE sharer_id = \($0) OR receiver_id = \($0)"] }
    ),
    PersonalData(
        "file_openings",
        ["en": "Opened files", "it": "File aperti", "ar": "الملفات المفتوحة", "ku": "فایلە کراوەکان"],
        tables: ["file_open"],
        rows: { "file_open o WHERE o.account_id = \($0)" },
        export: .init(by: "o.id", .id("file_id", "o.file_id"), .text("kind", "o.kind"), .instant("at", "o.at")),
        erasure: .delete(because: served) { ["DELETE FROM file_open WHERE account_id = \($0)"] }
    ),
    PersonalData(
        "file_versions",
        ["en": "Uploaded versions of files of others", "it": "Versioni caricate di file altrui", "ar": "نسخ مرفوعة من ملفات الآخرين", "ku": "وەشانی بارکراو لە فایلی کەسانی تر"],
        tables: ["file_version"],
        rows: { "file_version v JOIN user_file u ON u.id = v.file_id WHERE v.author_id = \($0) AND u.owner_id <> \($0)" },
        erasure: .anonymise(because: ["en": "The content belongs to the owner of the file.", "it": "Il contenuto appartiene al proprietario del file.", "ar": "المحتوى ملك لصاحب الملف.", "ku": "ناوەڕۆکەکە هی خاوەنی فایلەکەیە."]) { account, _ in
            ["UPDATE file_version SET author_id = NULL WHERE author_id = \(account)"]
        }
    ),
    PersonalData(
        "user_files",
        ["en": "Files", "it": "File", "ar": "الملفات", "ku": "فایلەکان"],
        tables: ["user_file"],
        rows: { "user_file u WHERE u.owner_id = \($0)" },
        export: .init(
            by: "u.id",
            .id("id", "u.id"),
            .id("folder_id", "u.folder_id"),
            .text("name", "u.name"),
            .text("topic", "u.topic"),
            .integer("versions", "u.version_n"),
            .instant("created_at", "u.created_at")
        ),
        erasure: .delete(because: served) { account in
            [
                "DELETE FROM user_file WHERE owner_id = \(account)",
                "DELETE FROM file_usage WHERE account_id = \(account)",
                "DELETE FROM file_zip WHERE account_id = \(account)",
            ]
        }
    ),
    PersonalData(
        "folders",
        ["en": "Folders", "it": "Cartelle", "ar": "المجلدات", "ku": "بوخچەکان"],
        tables: ["folder"],
        rows: { "folder d WHERE d.owner_id = \($0)" },
        export: .init(
            by: "d.id",
            .id("id", "d.id"),
            .id("parent_id", "d.parent_id"),
            .text("name", "d.name"),
            .instant("created_at", "d.created_at")
        ),
        erasure: .delete(because: served) { account in
            [
                "UPDATE folder SET parent_id = NULL, name_key = \(pg: "id::text", sqlite: "hex(id)") WHERE owner_id = \(account)",
                "DELETE FROM folder WHERE owner_id = \(account)",
            ]
        }
    ),
]

private let served: LocalizedText = [
    "en": "They served the account only.", "it": "Servivano solo all'account.", "ar": "كانت تخدم الحساب فقط.",
    "ku": "تەنها خزمەتی هەژمارەکەیان دەکرد.",
]
