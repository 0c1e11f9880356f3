import Kernel
import Store

/// The use of a signed address: each counts once, as a view or as a download.
package enum FileOpening {
    /// The way in which a content was opened.
    package enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Shown in the browser.
        case view
        /// Saved as a file.
        case download
    }

    /// How far back the figures go.
    package static let memory = Duration.days(90)

    /// Counts the opening of a content, which may be an older version.
    static let record: Feature.FileOpened = { stored, purpose, account, tx in
        let file: ID<UserFile>? = try tx.value(
            "SELECT v.file_id FROM file_version v WHERE v.stored_id = \(stored.id)"
        )
        guard let file, let account, purpose != .upload else { return }
        let kind = purpose == .view ? Kind.view : .download
        try tx.execute(
            """
            INSERT INTO file_open (id, file_id, account_id, kind, at)
            VALUES (\(tx.newID(of: FileOpening.self)), \(file), \(account), \(kind), \(tx.now))
            """
        )
    }

    static let retention = Retention(
        "file_openings",
        [
            "en": "Views and downloads of files", "it": "Visualizzazioni e download dei file",
            "ar": "مرات عرض الملفات وتنزيلها", "ku": "بینین و داگرتنی فایلەکان",
        ],
        keep: .days(90),
        from: ["en": "the day", "it": "il giorno", "ar": "اليوم", "ku": "ڕۆژەکە"],
        then: .delete,
        basis: [
            "en": "They serve the figures of the last months only.",
            "it": "Servono solo per le statistiche degli ultimi mesi.",
            "ar": "تخدم أرقام الأشهر الأخيرة فقط.", "ku": "تەنها بۆ ژمارەکانی مانگەکانی دوایی بەکاردێن.",
        ],
        key: "o.id",
        account: "o.account_id",
        due: { "file_open o WHERE o.at < \($0)" },
        steps: { ids in ["DELETE FROM file_open WHERE id \(in: ids)"] }
    )
}
