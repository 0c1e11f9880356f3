import Kernel
import Platform
import Store
import Web

/// A folder of a person.
struct FolderView: View {
    /// The key by which files are put into it, and by which it is shared.
    var id: ID<FileFolder>
    /// The folder around it; absent at the top, and where the reader does not see it.
    var parentId: ID<FileFolder>?
    /// Unique among the folders around it, whatever the capital letters.
    var name: String
    /// The owner, to whom everything in it belongs.
    var owner: PersonCard
    /// The reader's right.
    var right: FileRight
    /// The shares of the folder itself; for the owner only.
    var shares: [FileShareView]?
    /// When it was made.
    var createdAt: Instant
    /// When its name or place last changed.
    var updatedAt: Instant

    static func all(
        _ folders: [FileFolder],
        for reader: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> [FolderView] {
        let shares = try FileShare.of(folders: folders.filter { $0.owner == reader }.map(\.id), tx)
        let people = folders.map(\.owner) + shares.values.joined().flatMap { [$0.sharer, $0.receiver] }
        let names = try AccountNames(of: people, tx)
        return folders.map { folder in
            FolderView(folder, names, shares: folder.owner == reader ? shares[folder.id] ?? [] : nil)
        }
    }

    private init(_ folder: FileFolder, _ names: AccountNames, shares: [FileShare]?) {
        id = folder.id
        parentId = folder.parent
        name = folder.name
        owner = names[folder.owner]
        right = folder.right
        self.shares = shares?.map { FileShareView($0, names) }
        createdAt = folder.createdAt
        updatedAt = folder.updatedAt
    }
}
