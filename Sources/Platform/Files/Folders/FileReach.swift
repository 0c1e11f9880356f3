import Kernel
import Store

/// The files and folders that an account reaches: its own, and the ones that shares cover, found up the tree each time.
///
/// Files have the alias `u`, folders the alias `d`.
package struct FileReach: Sendable {
    let account: SQL
    let now: Instant

    package init(of account: ID<Account>, at now: Instant) {
        self.init(ofColumn: "\(account)", at: now)
    }

    /// The reach of the account in a column of the statement.
    package init(ofColumn account: SQL, at now: Instant) {
        self.account = account
        self.now = now
    }

    /// The condition that the account has at least this right to the file.
    package func files(_ least: FileRight = .view) -> SQL {
        guard least < .own else { return "(u.owner_id = \(account))" }
        return """
            (u.owner_id = \(account) OR u.id IN (\(shared("file_id", least))) OR u.folder_id IN (\(tree(least))))
            """
    }

    /// The condition that the account has at least this right to the folder.
    package func folders(_ least: FileRight = .view) -> SQL {
        guard least < .own else { return "(d.owner_id = \(account))" }
        return "(d.owner_id = \(account) OR d.id IN (\(tree(least))))"
    }

    /// The right to a file that the account reaches.
    var rightToFile: SQL { right(ifEdit: files(.edit), owner: "u.owner_id") }
    var rightToFolder: SQL { right(ifEdit: folders(.edit), owner: "d.owner_id") }

    /// The folder in `column`, where the account sees it: the place of a shared file may be its owner's alone.
    func seen(_ column: SQL, owner: SQL) -> SQL {
        "CASE WHEN \(owner) = \(account) OR \(column) IN (\(tree(.view))) THEN \(column) END"
    }

    private func right(ifEdit canEdit: SQL, owner: SQL) -> SQL {
        "CASE WHEN \(owner) = \(account) THEN 'own' WHEN \(canEdit) THEN 'edit' ELSE 'view' END"
    }

    private func shared(_ column: SQL, _ least: FileRight) -> SQL {
        let editable: SQL = least == .edit ? " AND s.can_edit" : .empty
        return """
            SELECT s.\(column) FROM file_share s
             WHERE s.\(column) IS NOT NULL AND s.receiver_id = \(account) AND \(FileShare.isLive(at: now))\(editable)
            """
    }

    /// The shared folders with everything below them.
    private func tree(_ least: FileRight) -> SQL {
        """
        WITH RECURSIVE tree (id) AS (
            \(shared("folder_id", least)) UNION SELECT c.id FROM folder c JOIN tree ON c.parent_id = tree.id
        ) SELECT id FROM tree
        """
    }
}
