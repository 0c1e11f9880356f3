import Kernel
import Store
import Web

/// The files of an archive with their paths in it.
///
/// Bytes are fetched one file after the other while the archive is sent, so that memory stays flat.
struct ZipContents: Sendable {
    let files: [(path: String, stored: StoredFile)]

    /// Those of the files that are the account's own and clean, and those in the folders, however deep.
    init(_ items: [ID<UserFile>], of account: ID<Account>, _ tx: borrowing Tx) throws {
        let folders = try ZipFolders(items.map { $0.cast() }, of: account, tx)
        var names = ZipNames()
        var files: [(path: String, stored: StoredFile)] = []
        try tx.forEach(
            """
            SELECT u.folder_id, \(StoredFile.columns) FROM \(UserFile.source)
             WHERE u.owner_id = \(account) AND f.state = 'clean'
               AND (u.id \(in: items) OR u.folder_id \(in: folders.ids))
             ORDER BY u.id
            """
        ) { row in
            let folder: ID<FileFolder>? = try row.next()
            let stored = try StoredFile(&row)
            let place = folder.flatMap { folders.path(to: $0) } ?? ""
            files.append((names.unique(place + ArchiveName.safe(stored.name)), stored))
        }
        self.files = files
    }

    func send(
        from site: Site,
        at moment: ZipMoment,
        _ take: (_ piece: [UInt8]) async throws -> Void
    ) async throws {
        var directory = ZipIndex()
        for (path, stored) in files {
            let entry = try ZipEntry(path, at: moment, size: stored.size, after: directory)
            try await take(entry.begin())
            try await Files.read(stored, at: site) { piece in
                let packed = try entry.add(piece)
                if !packed.isEmpty { try await take(packed) }
            }
            try await take(entry.end(into: &directory))
        }
        try await take(directory.end())
    }
}

/// Folders and everything below them, with their paths.
private struct ZipFolders {
    private var names: [ID<FileFolder>: (name: String, parent: ID<FileFolder>?)] = [:]

    var ids: [ID<FileFolder>] { Array(names.keys) }

    init(_ roots: [ID<FileFolder>], of account: ID<Account>, _ tx: borrowing Tx) throws {
        try tx.forEach(
            """
            WITH RECURSIVE below (id) AS (
                SELECT d.id FROM folder d WHERE d.owner_id = \(account) AND d.id \(in: roots)
                 UNION SELECT c.id FROM folder c JOIN below ON c.parent_id = below.id
            ) SELECT d.id, d.name, d.parent_id FROM folder d WHERE d.id IN (SELECT id FROM below)
            """
        ) { row in
            let id: ID<FileFolder> = try row.next()
            let name: String = try row.next()
            names[id] = (ArchiveName.safe(name), try row.next())
        }
    }

    /// With a slash at the end; nil for a folder that is no part of the archive.
    func path(to folder: ID<FileFolder>) -> String? {
        guard var place = names[folder] else { return nil }
        var path = place.name + "/"
        while let parent = place.parent, let around = names[parent] {
            path = around.name + "/" + path
            place = around
        }
        return path
    }
}

/// The paths of an archive so far, of which no two are alike on a disk that ignores case.
private struct ZipNames {
    private var seen: [String: Int] = [:]

    mutating func unique(_ path: String) -> String {
        var candidate = path
        while true {
            let key = candidate.lowercased()
            guard seen[key] != nil else {
                seen[key] = 1
                return candidate
            }
            let count = seen[path.lowercased(), default: 1] + 1
            seen[path.lowercased()] = count
            candidate = path.numbered(count)
        }
    }
}

extension String {
    /// `a.pdf` as `a (2).pdf`.
    fileprivate func numbered(_ number: Int) -> String {
        guard let dot = lastIndex(of: "."), dot > (lastIndex(of: "/") ?? startIndex) else {
            return "\(self) (\(number))"
        }
        return "\(self[..<dot]) (\(number))\(self[dot...])"
    }
}
