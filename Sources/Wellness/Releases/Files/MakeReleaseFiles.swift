import Kernel
import Platform
import Store

/// Makes the files of a frozen release, then notifies the administrators that it is ready.
struct MakeReleaseFiles: Job {
    static let kind = "wellness.make_release_files"
    static let policy = JobPolicy(queue: .reports, attempts: 20, timeout: .minutes(5))

    let release: ID<Release>

    func run(_ call: JobCall) async throws -> JobOutcome {
        let (site, release) = (call.site, release)
        let found = try await call.db.read { tx -> (FrozenRelease, ReleaseFigures)? in
            let query: SQL = "SELECT \(FrozenRelease.columns) FROM org_release_view v WHERE v.id = \(release)"
            guard let frozen = try tx.first(query, as: FrozenRelease.self), frozen.status == .frozen,
                try !ReleaseFile.exists(of: release, tx)
            else { return nil }
            return (frozen, try ReleaseFigures.all(of: release, tx))
        }
        guard let (frozen, figures) = found else { return .cancel("the release needs no files") }
        let files = try await Self.files(of: ReleaseSheet(frozen, figures), at: site)
        try await call.db.write { tx in
            guard try !ReleaseFile.exists(of: release, tx) else { return }
            for file in files { try file.keep(for: release, tx) }
            try Release.find(release, tx).notifyReady(at: site, tx)
        }
        return .done
    }

    /// A CSV file for all languages, and a PDF for each.
    private static func files(of sheet: ReleaseSheet, at site: Site) async throws -> [ReleaseFile] {
        let csv = try await Files.make(sheet.fileName(.csv), .csv, at: site) { writer in
            try await writer.append(sheet.csv)
        }
        var files = [ReleaseFile(.csv, in: "", csv)]
        for language in site.product.languages {
            let bytes = try await site.dependencies.pdfRenderer.print(sheet.document(in: language, at: site))
            let file = try await Files.make(sheet.fileName(.pdf), .pdf, at: site) { writer in
                try await writer.append(bytes)
            }
            files.append(ReleaseFile(.pdf, in: language.tag, file))
        }
        return files
    }
}
