import Kernel
import Store
import Web

/// A ticket for an archive of files and folders, made while it is sent.
package struct FileZip: Sendable {
    let id: ID<FileZip>

    /// The greatest sum of the sizes in an archive.
    package static let maximumBytes = 1 << 30

    /// A signed address of the account's own files and folders; refused with 413 when they are too large.
    ///
    /// Files that are not known to be clean are left out.
    package static func link(
        to items: [ID<UserFile>],
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> SignedLink {
        guard let account = actor.account else { throw Problem(.unauthenticated) }
        let bytes = try ZipContents(items, of: account, tx).files.reduce(0) { $0 + $1.stored.size }
        guard bytes <= maximumBytes else { throw Problem(.tooLarge) }
        let id = tx.newID(of: FileZip.self)
        let expiresAt = tx.now + Files.linkLifetime
        try tx.execute(
            """
            INSERT INTO file_zip (id, account_id, items, expires_at)
            VALUES (\(id), \(account), \(json: items), \(expiresAt))
            """
        )
        let link = FileLink(to: id.cast(), for: .zip, by: account, until: expiresAt)
        return SignedLink(url: site.address(of: link), expiresAt: expiresAt)
    }

    /// The archive of a ticket, with what its account still has.
    static func open(_ link: FileLink, at site: Site, _ tx: borrowing Tx) throws -> PieceStream {
        let id: ID<FileZip> = link.file.cast()
        var items: [ID<UserFile>]?
        try tx.forEach("SELECT z.items FROM file_zip z WHERE z.id = \(id)") { items = try $0.json() }
        guard let items, let account = link.actor else { throw Problem(.notFound) }
        let contents = try ZipContents(items, of: account, tx)
        let moment = ZipMoment(tx.now, in: site.product.zone)
        return PieceStream("application/zip", fileName: "\(site.product.name)-files.zip") { take in
            try await contents.send(from: site, at: moment, take)
        }
    }
}
