import Kernel
import Store

/// A thing that can be shared: a file, or a folder with everything in it.
package enum FileItem: Sendable {
    case file(UserFile)
    case folder(FileFolder)

    /// The file with this identity, else the folder; 404 for strangers.
    package static func find(
        _ id: ID<UserFile>,
        for reach: FileReach,
        _ tx: borrowing Tx
    ) throws -> FileItem {
        if let file = try UserFile.list([id], for: reach, tx).first { return .file(file) }
        return .folder(try FileFolder.find(id.cast(), for: reach, tx))
    }

    package var owner: ID<Account> {
        switch self {
        case .file(let file): file.owner
        case .folder(let folder): folder.owner
        }
    }

    package var right: FileRight {
        switch self {
        case .file(let file): file.right
        case .folder(let folder): folder.right
        }
    }

    package var name: String {
        switch self {
        case .file(let file): file.name
        case .folder(let folder): folder.name
        }
    }

    var fileID: ID<UserFile>? {
        if case .file(let file) = self { file.id } else { nil }
    }

    var folderID: ID<FileFolder>? {
        if case .folder(let folder) = self { folder.id } else { nil }
    }

    /// The condition that a share is of this thing itself.
    var isShared: SQL {
        switch self {
        case .file(let file): "s.file_id = \(file.id)"
        case .folder(let folder): "s.folder_id = \(folder.id)"
        }
    }

    /// The folders around it, itself included, from the inside out.
    func path(_ tx: borrowing Tx) throws -> [ID<FileFolder>] {
        switch self {
        case .file(let file):
            let folder: ID<FileFolder>? = try tx.value(
                "SELECT u.folder_id FROM user_file u WHERE u.id = \(file.id)"
            )
            return try folder.map { try FolderTree.path(to: $0, tx) } ?? []
        case .folder(let folder): return try FolderTree.path(to: folder.id, tx)
        }
    }

    /// The condition that a share covers this thing: its own, or one of a folder around it.
    func isCovered(_ tx: borrowing Tx) throws -> SQL {
        SQL.any([isShared, "s.folder_id \(in: try path(tx))"])
    }
}
