import Kernel
import Platform
import Store

// swift-format-ignore
extension Quota {
    static let fileBytes = Quota(
        "tutoring.file_bytes",
        .fileUse,
        most: FileUsage.maximumBytes,
        unit: .bytes,
        counting: .elsewhere,
        counted: ["it": "di file, versioni comprese", "en": "of files, with all versions"],
        frees: ["it": "Elimina i file che non servono più.", "en": "Delete files that are no longer needed."],
        because: "A school year of lesson material for forty students.",
        refusal: .filesQuota
    )

    static let folders = Quota(
        "tutoring.folders",
        .fileUse,
        most: 5_000,
        counting: .rows { "folder d WHERE d.owner_id = \($0.account)" },
        counted: ["it": "cartelle", "en": "folders"],
        frees: ["it": "Elimina prima una cartella.", "en": "Delete a folder first."],
        because: "One for each topic of each student of many years."
    )

    static let fileShares = Quota(
        "tutoring.file_shares",
        .fileUse,
        most: 10_000,
        counting: .rows { "file_share s WHERE s.sharer_id = \($0.account)" },
        counted: ["it": "condivisioni", "en": "shares"],
        frees: ["it": "Termina prima una condivisione.", "en": "End a share first."],
        because: "Every file of a busy tutor with its student; each sends a message."
    )
}
