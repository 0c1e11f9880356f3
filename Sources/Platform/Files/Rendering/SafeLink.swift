import Kernel
import Store

/// A reader's link to a foreign file: to the safe copy, with a second link to the original.
package enum SafeLink: Sendable {
    /// `original` is nil when the first link leads to it.
    case open(SignedLink, original: SignedLink?)
    case waiting(original: SignedLink)
    case failed(original: SignedLink)

    /// The link, or a refusal with the time to try again and the address of the original.
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
    /// A link for readers other than the sender; a document with active content opens as its safe copy.
    ///
    /// A missing copy is requested. That is no error, because the transaction with the request must commit.
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
