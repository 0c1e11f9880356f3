import Kernel
import Platform
import Web

/// The filter of a list of files.
struct FileFilter: Query {
    /// Only files in this folder itself.
    var folderId: ID<FileFolder>?
    /// Only files whose name or topic has all these words, or parts of them.
    var q: Line<1, 100>?
    /// Only files of this topic.
    var topic: Topic?
    /// Only files of others that are shared with the caller, or only the caller's own.
    var shared: Bool?
    /// Only files of this account; for administrators.
    var ownerId: ID<Account>?
    /// The reason; administrators must give it, and the audit log keeps it.
    var reason: Reason?
}

/// The members of a new file.
struct NewFile: Codable, Sendable {
    /// The folder to put it in; the top of the caller's own tree without it.
    var folderId: ID<FileFolder>?
    /// The matter that the content teaches; it is suggested to students who reach it and are weak in that.
    var topic: Topic?
}

/// The members of a new version: none but the file.
struct NewVersion: Codable, Sendable {}

/// Changes of a file; absent members stay, and null clears.
struct FileChanges: Body, MergePatch {
    /// The name; the extension of its type is added where it is missing.
    var name: Line<1, 200>?
    /// The new folder, of the same owner; null is the top of the tree.
    var folderId: Change<ID<FileFolder>>
    /// The matter that it teaches: searches and suggestions of material go by it; null clears it.
    var topic: Change<Topic>
}

/// The content of a file to fetch.
struct ContentQuery: Query {
    /// The number of an older version.
    var version: Ranged<1, 1_000_000>?
    /// Whether the content is to be shown in the browser rather than saved; it then counts as a view.
    var inline: Bool?
    /// The reason; administrators must give it, and the owner reads it.
    var reason: Reason?
}

/// The reason of an administrator's reading.
struct InspectionQuery: Query {
    /// The reason; administrators must give it, and the audit log keeps it.
    var reason: Reason?
}

/// A folder to make.
struct NewFolder: Body {
    /// Unique among the folders around it, whatever the capital letters.
    var name: FileFolder.Name
    /// The folder around it; the top of the caller's own tree without it.
    var parentId: ID<FileFolder>?
}

/// Changes of a folder; absent members stay.
struct FolderChanges: Body, MergePatch {
    /// Unique among the folders around it, whatever the capital letters.
    var name: FileFolder.Name?
    /// The folder around it, of the same owner; null is the top of the tree.
    var parentId: Change<ID<FileFolder>>
}

/// The filter of a list of folders.
struct FolderFilter: Query {
    /// Only folders in this one.
    var parentId: ID<FileFolder>?
}

/// A share to give.
struct NewShare: Body {
    /// The person to share with.
    var accountId: ID<Account>
    /// The right to give.
    var right: ShareRight
    /// When it ends; without it, with the right of the person who shares.
    var expiresAt: Instant?
}

/// A right that can be given.
enum ShareRight: String, Codable, CaseIterable, Sendable {
    /// To see and fetch.
    case view
    /// To change and to add, too.
    case edit
}
