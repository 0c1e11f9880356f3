import Kernel
import Platform
import Store

/// The messages about files.
enum FileNotices {
    static func shared(_ item: FileItem, _ share: FileShare, _ tx: borrowing Tx) throws {
        let sharer = try AccountNames(of: [share.sharer], tx)[share.sharer]
        try TutoringNotice.send(
            .fileShared,
            to: [share.receiver],
            about: ("file_share", share.id.cast()),
            ["other": .words(sharer.name), "name": .words(item.name)],
            tx
        )
    }

    /// Tells the owner that an administrator fetched the content, and why.
    static func opened(_ file: UserFile, _ reason: Reason, _ tx: borrowing Tx) throws {
        try TutoringNotice.send(
            .inspected,
            to: [file.owner],
            about: (UserFile.kind, file.id.cast()),
            ["name": .words(file.name), "reason": .words(reason.rawValue)],
            tx
        )
    }
}
