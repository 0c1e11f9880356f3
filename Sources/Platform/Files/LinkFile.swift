import Kernel
import Store

/// An address that opens something without a session, and until when.
package struct SignedLink: Sendable, Codable {
    package let url: String
    package let expiresAt: Instant
}

extension Files {
    /// How long a link opens when nothing else is said.
    package static let linkLifetime = Duration.minutes(5)

    /// An address under which `actor` gets the file: signed, for one purpose, expiring; with `once` it opens a single time.
    ///
    /// Refused with 409 while the file is not known to be clean. Whoever asks must have checked that the actor may.
    package static func link(
        to file: ID<StoredFile>,
        for purpose: FileLink.Purpose = .download,
        by actor: Actor,
        at site: Site,
        once: Bool = false,
        lasting: Duration = linkLifetime,
        _ tx: borrowing Tx
    ) throws -> SignedLink {
        _ = try StoredFile.find(file, tx).openable()
        let link = FileLink(
            to: file,
            for: purpose,
            by: actor.account,
            until: tx.now + lasting,
            once: once ? tx.newID() : nil
        )
        try link.insert(tx)
        return SignedLink(url: site.address(of: link), expiresAt: link.expiresAt)
    }
}

extension FileLink {
    fileprivate func insert(_ tx: borrowing Tx) throws {
        guard let once else { return }
        try tx.execute(
            "INSERT INTO file_link (id, file_id, expires_at) VALUES (\(once), \(file), \(expiresAt))"
        )
    }

    /// Refused with 410 from the second time on, for a link that opens once.
    func spend(_ tx: borrowing Tx) throws {
        guard let once else { return }
        let spent = try tx.execute(
            "UPDATE file_link SET used_at = \(tx.now) WHERE id = \(once) AND used_at IS NULL"
        )
        guard spent == 1 else { throw Problem(.linkUsed) }
    }
}

extension Site {
    func address(of link: FileLink) -> String {
        let key = key(for: FileLink.keyPurpose)
        let folder = link.purpose == .upload ? "/files/uploads/" : "/files/"
        return dependencies.address + product.root + folder + link.token(signedBy: key)
    }

    /// The link that a token stands for; 404 when it is forged or for something else, 410 when its time is over.
    func link(_ token: String, for purposes: Set<FileLink.Purpose>) throws -> FileLink {
        guard let link = FileLink(token: token, keys: keys(for: FileLink.keyPurpose)),
            purposes.contains(link.purpose)
        else { throw Problem(.notFound) }
        guard link.expiresAt > now() else { throw Problem(.linkExpired) }
        return link
    }
}
