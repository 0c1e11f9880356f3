import Kernel
import Store

/// The hold of a record on the content of a file: the bytes stay although the owner deletes the file.
package enum FilePin {
    /// Pins the newest content of files of the account's own that are known to be clean.
    ///
    /// Others are faults `unknown_file` at `pointers`, one for each file.
    @discardableResult
    package static func put(
        _ files: [ID<UserFile>],
        by account: ID<Account>,
        because cause: String,
        subject: ID<Subject>,
        at pointers: [String],
        _ tx: borrowing Tx
    ) throws -> [StoredFile] {
        let stored = try UserFile.stored(of: files, tx)
        var faults: [Problem.Fault] = []
        let found = files.enumerated().compactMap { place, file -> StoredFile? in
            if let content = stored[file], content.owner == account, content.state == .clean {
                return content
            }
            faults.append(Problem.Fault(pointers[place], .notAFileHere))
            return nil
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        for content in found {
            try tx.execute(
                """
                INSERT INTO file_pin (stored_id, cause, subject_id) VALUES (\(content.id), \(cause), \(subject))
                    ON CONFLICT DO NOTHING
                """
            )
        }
        return found
    }

    /// Ends the hold; content that is nobody's file any more goes.
    package static func remove(
        because cause: String,
        subject: ID<Subject>,
        _ tx: borrowing Tx
    ) throws {
        let stored: [ID<StoredFile>] = try tx.values(
            "SELECT p.stored_id FROM file_pin p WHERE p.cause = \(cause) AND p.subject_id = \(subject)"
        )
        try tx.execute("DELETE FROM file_pin WHERE cause = \(cause) AND subject_id = \(subject)")
        guard !stored.isEmpty else { return }
        let used: [ID<StoredFile>] = try tx.values(
            "SELECT v.stored_id FROM file_version v WHERE v.stored_id \(in: stored)"
        )
        try Files.discard(unpinned(stored.filter { !used.contains($0) }, tx), tx)
    }

    static func unpinned(_ stored: [ID<StoredFile>], _ tx: borrowing Tx) throws -> [ID<StoredFile>] {
        guard !stored.isEmpty else { return [] }
        let pinned: [ID<StoredFile>] = try tx.values(
            "SELECT DISTINCT p.stored_id FROM file_pin p WHERE p.stored_id \(in: stored)"
        )
        return stored.filter { !pinned.contains($0) }
    }
}

// swift-format-ignore
extension Refusal {
    package static let notAFileHere = Refusal("unknown_file", ["en": "is not a file that you can use here", "it": "non è un file che puoi usare qui", "ar": "ليس ملفاً يمكنك استخدامه هنا", "ku": "فایلێک نییە کە لێرە بتوانیت بەکاری بهێنیت"])
}
