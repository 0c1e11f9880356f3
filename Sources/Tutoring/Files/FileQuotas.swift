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

    /// Counts the shares that others give of an owner's files.
    static let fileReshares = Quota(
        "tutoring.file_reshares",
        .fileUse,
        most: 2_000,
        counting: .rows { FileShare.reshares(ofTree: $0.account) },
        counted: ["it": "condivisioni ulteriori dei file di una persona", "en": "re-shares of one person's files"],
        frees: ["it": "Termina prima una di queste condivisioni, o chiedi una condivisione al proprietario.", "en": "End one of them first, or ask the owner for a share."],
        because: "Each move of a file or folder checks which of them still hold."
    )
}
