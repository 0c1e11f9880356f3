import Kernel
import Platform
import Store
import Web

extension Releases {
    static func download(
        _ call: Call,
        id: ID<Organization>,
        releaseId: ID<Release>,
        choice: ReleaseDownloadChoice
    ) async throws -> Download {
        let file = try await call.db.write { tx in
            let release = try FrozenRelease.find(releaseId, of: id, within: call.scope, tx).shown()
            let file = try ReleaseFile.find(of: release.id, choice.format, in: call.languages, tx)
            try Audit.record(
                ReleaseAction.download,
                of: Release.kind,
                releaseId.cast(),
                by: call.actor,
                details: ["format": .string(choice.format.rawValue)],
                tx
            )
            return file
        }
        return file.download(at: call.site)
    }
}

/// The form in which a release is downloaded.
struct ReleaseDownloadChoice: Query {
    /// The form of the file: `pdf` in the language of the request, or `csv`.
    var format: ReleaseFile.Format
}
