import Kernel
import Store
import Web

/// A copy of an account's data: a ZIP with a JSON file for each kind of data, and the account's files.
///
/// The JSON is one consistent view of the database, written to a file while it is read; the account's files are fetched
/// while the archive is sent. Memory stays flat either way.
struct PersonalArchive: Sendable {
    private let scratch: Scratch
    private let directory: ZipIndex
    private let files: [StoredFile]
    private let moment: ZipMoment

    private static let piece = 64 << 10

    /// May be called again in a repeated transaction: it leaves nothing behind.
    init(of account: ID<Account>, at site: Site, in languages: [Language], _ tx: borrowing Tx) throws {
        let scratch = try Scratch(in: site.dependencies.files.spool.folder)
        var directory = ZipIndex()
        moment = ZipMoment(tx.now, in: site.product.zone)
        var contents: [JSONValue] = []
        for data in site.product.personalData where data.export != nil {
            let count = try Self.write(data, of: account, at: site, to: scratch, &directory, moment, tx)
            let table = try Self.writeTable(data, of: account, at: site, to: scratch, &directory, moment, tx)
            let title = data.title.text(in: languages)
            contents += ["\(data.name).json", table].compactMap { file in
                file.map { ["file": .string($0), "title": .string(title), "count": .integer(Int64(count))] }
            }
        }
        files = try tx.all(
            """
            SELECT \(StoredFile.columns) FROM stored_file f
             WHERE f.owner_id = \(account) AND f.state = 'clean' ORDER BY f.id
            """
        )
        let index: JSONValue = [
            "account": .string(account.description), "made_at": .string(tx.now.description),
            "contents": .array(contents), "files": .array(files.map(\.indexed)),
        ]
        let entry = try ZipEntry("index.json", at: moment, after: directory)
        try scratch.append(entry.begin() + entry.add(index.bytes) + entry.end(into: &directory))
        self.scratch = scratch
        self.directory = directory
    }

    private static func write(
        _ data: PersonalData,
        of account: ID<Account>,
        at site: Site,
        to scratch: Scratch,
        _ directory: inout ZipIndex,
        _ moment: ZipMoment,
        _ tx: borrowing Tx
    ) throws -> Int {
        let entry = try ZipEntry("\(data.name).json", at: moment, after: directory)
        try scratch.append(entry.begin())
        var count = 0
        try data.forEachRow(of: account, at: site, tx) { row in
            let separator = count == 0 ? "[\n" : ",\n"
            count += 1
            try scratch.append(entry.add(Array(separator.utf8) + row.bytes))
        }
        try scratch.append(entry.add(Array((count == 0 ? "[]\n" : "\n]\n").utf8)))
        try scratch.append(entry.end(into: &directory))
        return count
    }

    /// Writes the same rows as a table for spreadsheets and returns its name; nil when the data has none.
    private static func writeTable(
        _ data: PersonalData,
        of account: ID<Account>,
        at site: Site,
        to scratch: Scratch,
        _ directory: inout ZipIndex,
        _ moment: ZipMoment,
        _ tx: borrowing Tx
    ) throws -> String? {
        guard let export = data.export, let name = export.csv else { return nil }
        let (csv, columns) = (CSV(), export.columns.map(\.name))
        let entry = try ZipEntry("\(name).csv", at: moment, after: directory)
        try scratch.append(entry.begin() + entry.add(csv.line(texts: columns)))
        try data.forEachRow(of: account, at: site, tx) { row in
            try scratch.append(entry.add(csv.line(row, columns)))
        }
        try scratch.append(entry.end(into: &directory))
        return "\(name).csv"
    }

    /// Sends the archive piece by piece.
    func send(from site: Site, _ take: (_ piece: [UInt8]) async throws -> Void) async throws {
        var directory = directory
        let threadPool = site.dependencies.files.threadPool
        var position = 0
        while true {
            let piece = try await threadPool.run { [scratch, position] in
                try scratch.read(at: position, count: Self.piece)
            }
            guard !piece.isEmpty else { break }
            position += piece.count
            try await take(piece)
        }
        for file in files {
            let entry = try ZipEntry(file.archiveName, at: moment, size: file.size, after: directory)
            try await take(entry.begin())
            try await Files.read(file, at: site) { piece in
                let packed = try entry.add(piece)
                if !packed.isEmpty { try await take(packed) }
            }
            try await take(entry.end(into: &directory))
        }
        try await take(directory.end())
    }
}

extension StoredFile {
    /// A unique name, harmless on any disk and otherwise the original one.
    fileprivate var archiveName: String {
        "files/\(id)-\(ArchiveName.safe(name))"
    }

    fileprivate var indexed: JSONValue {
        [
            "file": .string(archiveName), "name": .string(name), "media_type": .string(mediaType.rawValue),
            "size": .integer(Int64(size)), "sha256": .string(sha256Text),
            "at": .string(createdAt.description),
        ]
    }
}
