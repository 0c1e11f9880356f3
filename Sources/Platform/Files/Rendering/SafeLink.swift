import Kernel
import Store

/// What someone of the house gets who wants to look at what others sent: a copy that only shows, and by a second address the original.
package enum SafeLink: Sendable {
    /// `original` is nil when the link itself leads to it.
    case open(SignedLink, original: SignedLink?)
    case waiting(original: SignedLink)
    case failed(original: SignedLink)

    /// The link, or a refusal that says when to come again and where the original is meanwhile.
    package func opened() throws -> DownloadLink {
        switch self {
        case .open(let link, let original): return DownloadLink(link, original: original)
        case .waiting(let original):
            throw Problem(.fileRendering, extras: ["original_url": .string(original.url)], retryAfter: 5)
        case .failed(let original):
            throw Problem(.fileNotRendered, extras: ["original_url": .string(original.url)])
        }
    }
}

extension Files {
    /// A link for someone who did not send the file; of an active one the copy, which is asked for when there is none yet.
    ///
    /// It does not throw that there is none: the transaction that asks for it must hold.
    package static func safeLink(
        to file: ID<StoredFile>,
        by actor: Actor,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> SafeLink {
        let original = try link(to: file, by: actor, at: site, tx)
        guard try StoredFile.find(file, tx).isActive else { return .open(original, original: nil) }
        switch try Rendering.find(file, tx) {
        case .made(let copy): return .open(try link(to: copy, by: actor, at: site, tx), original: original)
        case .failed: return .failed(original: original)
        case .waiting: return .waiting(original: original)
        case nil:
            try Rendering.ask(for: file, tx)
            return .waiting(original: original)
        }
    }
}
