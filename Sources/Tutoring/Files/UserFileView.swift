import Kernel
import Platform
import Store
import Web

/// A file of a person.
struct UserFileView: View {
    /// The file, for every operation that takes files.
    var id: ID<UserFile>
    /// The folder with it; absent at the top, and where the reader does not see the folder.
    var folderId: ID<FileFolder>?
    /// With the extension of its real type.
    var name: String
    /// As found in the content, such as `application/pdf`.
    var mediaType: String
    /// In bytes.
    var size: Int
    /// The SHA-256 hash of the newest version, in hexadecimal.
    var sha256: String
    /// Whether it may be opened: `quarantined` until the virus scan is over.
    var state: StoredFile.State
    /// The number of the newest version, from 1.
    var version: Int
    /// The topic; absent without one.
    var topic: String?
    /// The person whose quota it counts towards, and who alone may delete it.
    var owner: PersonCard
    /// The reader's right; absent for administrators, who see the name only.
    var right: FileRight?
    /// The shares of the file itself; for the owner only.
    var shares: [FileShareView]?
    /// When its first version was uploaded.
    var createdAt: Instant
    /// When its name, place, topic or content last changed.
    var updatedAt: Instant
}

/// A right to a file or folder that one person gave another.
struct FileShareView: View {
    /// The key by which it is ended before its time.
    var id: ID<FileShare>
    /// The shared file; absent for a folder.
    var fileId: ID<UserFile>?
    /// The shared folder; absent for a file.
    var folderId: ID<FileFolder>?
    /// The person who has the right.
    var receiver: PersonCard
    /// The person who gave it.
    var sharer: PersonCard
    /// The extent of the permission: to see it only, or to change it, too.
    var right: FileRight
    /// When it ends; absent without an end of its own.
    var expiresAt: Instant?
    /// The share by which the sharer has it, and with which it ends; absent for the owner's.
    var viaId: ID<FileShare>?
    /// When it was given.
    var createdAt: Instant

    init(_ share: FileShare, _ names: AccountNames) {
        id = share.id
        fileId = share.file
        folderId = share.folder
        receiver = names[share.receiver]
        sharer = names[share.sharer]
        right = share.right
        expiresAt = share.expiresAt
        viaId = share.via
        createdAt = share.createdAt
    }
}

extension UserFileView {
    /// The files as their reader sees them; an administrator sees names.
    static func all(
        _ files: [UserFile],
        for reader: ID<Account>?,
        _ tx: borrowing Tx
    ) throws -> [UserFileView] {
        let own = files.filter { $0.owner == reader }.map(\.id)
        let shares = try FileShare.of(files: own, tx)
        let people = files.map(\.owner) + shares.values.joined().flatMap { [$0.sharer, $0.receiver] }
        let names = try AccountNames(of: people, tx)
        return files.map { file in
            UserFileView(
                file,
                names,
                reader: reader,
                shares: file.owner == reader ? shares[file.id] ?? [] : nil
            )
        }
    }

    static func of(
        _ file: UserFile,
        for reader: ID<Account>?,
        _ tx: borrowing Tx
    ) throws -> Versioned<UserFileView> {
        let view = try all([file], for: reader, tx)
        guard let first = view.first else { throw Problem(.notFound) }
        return Versioned(first, version: file.version)
    }

    private init(_ file: UserFile, _ names: AccountNames, reader: ID<Account>?, shares: [FileShare]?) {
        id = file.id
        folderId = file.folder
        name = file.name
        mediaType = file.mediaType.rawValue
        size = file.size
        sha256 = file.sha256Text
        state = file.state
        version = file.number
        topic = file.topic
        owner = names[file.owner]
        right = reader == nil ? nil : file.right
        self.shares = shares?.map { FileShareView($0, names) }
        createdAt = file.createdAt
        updatedAt = file.updatedAt
    }
}

/// A version of a file.
struct FileVersionView: View {
    /// The number, from 1.
    var number: Int
    /// As found in the content.
    var mediaType: String
    /// In bytes.
    var size: Int
    /// The SHA-256 hash of the content, in hexadecimal.
    var sha256: String
    /// Whether it may be opened.
    var state: StoredFile.State
    /// The person who uploaded it; absent for a program or an erased account.
    var author: PersonCard?
    /// When it was uploaded.
    var createdAt: Instant

    init(_ version: FileVersion, _ names: AccountNames) {
        number = version.number
        mediaType = version.stored.mediaType.rawValue
        size = version.stored.size
        sha256 = version.stored.sha256Text
        state = version.stored.state
        author = version.author.map { names[$0] }
        createdAt = version.createdAt
    }
}

/// The address of a content, which works without a session for five minutes.
struct FileAddress: View {
    /// Absolute, with a signature; fetch it with GET.
    var url: String
    /// From this moment on the address answers 410.
    var expiresAt: Instant

    init(_ link: SignedLink) {
        url = link.url
        expiresAt = link.expiresAt
    }
}
