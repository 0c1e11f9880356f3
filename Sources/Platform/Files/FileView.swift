import Kernel
import Web

/// A file as the API shows it to readers of the record that it belongs to.
package struct FileView: Codable, Sendable {
    /// As the uploader named it, with the extension of its real type.
    package var name: String
    /// As found in the content, whatever the upload claimed.
    package var mediaType: MediaType
    /// In bytes.
    package var size: Int
    /// The SHA-256 hash of the content, in 64 lower-case hexadecimal digits.
    package var sha256: String
    /// Whether it may be opened: `quarantined` until the virus scan is over.
    package var state: StoredFile.State
    /// Whether it has scripts, forms or attachments; the office then looks at a safe copy.
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

/// An address of a file that works without a session until it expires.
package struct DownloadLink: View {
    /// Absolute, with a signature; fetch it with GET.
    package var url: String
    /// From this moment on the address answers 410.
    package var expiresAt: Instant
    /// The original file with its active content, where `url` is a safe copy; absent otherwise.
    package var originalUrl: String?

    init(_ link: SignedLink, original: SignedLink?) {
        url = link.url
        expiresAt = link.expiresAt
        originalUrl = original?.url
    }
}

extension StoredFile {
    /// Why the file cannot be approved: nobody can have read it.
    package var approvalFaults: [Problem.Fault] {
        switch state {
        case .clean: []
        case .pending, .quarantined: [Problem.Fault("/file", .stillChecked)]
        case .infected: [Problem.Fault("/file", .infected)]
        }
    }
}
