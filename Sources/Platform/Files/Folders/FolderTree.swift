import Kernel
import Store

/// The tree of an account's folders, read along its edges.
enum FolderTree {
    static func parent(of folder: ID<FileFolder>, _ tx: borrowing Tx) throws -> ID<FileFolder>? {
        try tx.value("SELECT d.parent_id FROM folder d WHERE d.id = \(folder)")
    }

    /// The folder and all around it, from the inside out.
    static func path(to folder: ID<FileFolder>, _ tx: borrowing Tx) throws -> [ID<FileFolder>] {
        try tx.values(
            """
            WITH RECURSIVE path (id, parent_id, step) AS (
                SELECT d.id, d.parent_id, 1 FROM folder d WHERE d.id = \(folder)
                 UNION ALL
                SELECT d.id, d.parent_id, path.step + 1 FROM folder d JOIN path ON d.id = path.parent_id
                 WHERE path.step <= 20
            ) SELECT id FROM path ORDER BY step
            """
        )
    }

    /// 1 for a folder at the top.
    static func depth(of folder: ID<FileFolder>, _ tx: borrowing Tx) throws -> Int {
        try path(to: folder, tx).count
    }

    /// How many folders are inside one another from this one on: 1 for a folder without folders.
    static func height(of folder: ID<FileFolder>, _ tx: borrowing Tx) throws -> Int {
        try tx.value(
            """
            WITH RECURSIVE below (id, step) AS (
                SELECT d.id, 1 FROM folder d WHERE d.id = \(folder)
                 UNION ALL
                SELECT d.id, below.step + 1 FROM folder d JOIN below ON d.parent_id = below.id WHERE below.step <= 20
            ) SELECT MAX(step) FROM below
            """
        ) ?? 1
    }
}
