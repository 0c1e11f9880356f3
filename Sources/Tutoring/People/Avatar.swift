import Kernel
import Platform
import Store

/// The picture of a person, whose bytes stay when the owner deletes the file.
enum Avatar {
    private static let reason = "avatar"
    private static let kinds: Set<MediaType> = [.jpeg, .png, .webp]
    /// How long an address of a picture works; lists of tutors are kept by clients for a while.
    private static let lifetime = Duration.hours(1)

    /// An address that shows the picture without a session; nil without one.
    static func link(to picture: ID<StoredFile>?, for call: Call, _ tx: borrowing Tx) throws -> String? {
        guard let picture else { return nil }
        return try Files.link(to: picture, for: .view, by: call.actor, at: call.site, lasting: lifetime, tx)
            .url
    }

    static func changed(
        _ present: ID<StoredFile>?,
        by change: Change<ID<UserFile>>,
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws -> ID<StoredFile>? {
        guard change.isGiven else { return present }
        try FilePin.remove(because: reason, subject: account.cast(), tx)
        guard let file = change.value else { return nil }
        let stored = try FilePin.put(
            [file],
            by: account,
            because: reason,
            subject: account.cast(),
            at: ["/avatar_file"],
            tx
        )
        guard let picture = stored.first, kinds.contains(picture.mediaType) else {
            throw Problem(.invalid, faults: [.init("/avatar_file", .noPicture)])
        }
        return picture.id
    }
}

// swift-format-ignore
extension Refusal {
    static let noPicture = Refusal("no_picture", ["it": "non è un'immagine", "en": "is not a picture"])
}
