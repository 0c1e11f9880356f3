import Kernel
import Web

/// A file as it is told to those who reach the thing that it belongs to.
package struct FileView: Codable, Sendable {
    package var name: String
    package var mediaType: MediaType
    package var size: Int
    package var sha256: String
    /// Whether it may be opened: `quarantined` until it has been looked through for viruses.
    package var state: StoredFile.State
    /// Whether it has scripts, forms or attachments; the office looks at a copy that only shows.
    package var active: Bool

    package init(_ file: StoredFile) {
        name = file.name
        mediaType = file.mediaType
        size = file.size
        sha256 = file.sha256Text
        state = file.state
        active = file.isActive
    }
}

/// Where a file can be fetched, without logging in, until then.
package struct DownloadLink: View {
    package var url: String
    package var expiresAt: Instant
    /// Where `url` is a copy that only shows, the paper as it came, with whatever it does when it is opened.
    package var originalUrl: String?

    init(_ link: SignedLink, original: SignedLink?) {
        url = link.url
        expiresAt = link.expiresAt
        originalUrl = original?.url
    }
}

extension StoredFile {
    /// Why it cannot be approved: nobody can have looked at it.
    package var approvalFaults: [Problem.Fault] {
        switch state {
        case .clean: []
        case .pending, .quarantined: [Problem.Fault("/file", .stillChecked)]
        case .infected: [Problem.Fault("/file", .infected)]
        }
    }
}
