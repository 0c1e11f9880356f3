import Crypto
import Glibc
import Kernel
import Store

/// A copy of a site's data: a folder with its database, its files and a manifest with their hashes.
///
/// The database is one snapshot, taken while the site is running. Files are copied after it: they never change, so
/// all files of the snapshot are there except those deleted meanwhile. The secret and the field keys are not in it.
/// The wrapped keys of people are a part of their own, which can be deleted before the rest.
package struct Backup: Sendable {
    /// The folder with the keys of people, within the folder of a backup.
    static let keys = "keys"
    private static let keyTable = "person_key"

    private let product: ProductDefinition
    let db: Database
    let files: FileStorageSettings

    package init(of product: ProductDefinition, in db: Database, files: FileStorageSettings) {
        self.product = product
        self.db = db
        self.files = files
    }

    /// Makes a backup in a new or empty folder.
    package func make(in folder: String, at now: Instant) async throws -> BackupManifest {
        try await files.threadPool.run {
            guard Disk.names(in: folder).isEmpty else { throw BackupFailure("\(folder) is not empty") }
            try Disk.makeFolder("\(folder)/\(Self.keys)")
        }
        let database = try await db.copy(to: folder, apart: [Self.keyTable], in: Self.keys)
        var manifest = BackupManifest(
            format: BackupManifest.format,
            product: product.name,
            madeAt: now,
            database: database,
            parts: [],
            missingFiles: []
        )
        for file in database.files {
            manifest.parts.append(try await files.threadPool.run { try Self.part(file, in: folder) })
        }
        try await copyFiles(to: folder, &manifest)
        let text = try JSON.encode(manifest)
        try await files.threadPool.run { try Self.write(text, to: "\(folder)/\(BackupManifest.name)") }
        return manifest
    }

    /// Restores into an empty database of the same version and a storage without these files.
    ///
    /// Without the keys of people their sealed values can never be opened again.
    package func restore(from folder: String, withoutKeys: Bool = false) async throws -> BackupManifest {
        var manifest = try await files.threadPool.run { try Self.readManifest(folder) }
        guard manifest.product == product.name else {
            throw BackupFailure("the backup is of the product \(manifest.product), not \(product.name)")
        }
        if withoutKeys { manifest.dropKeys() }
        for part in manifest.parts {
            let found = try await files.threadPool.run { try Self.part(part.path, in: folder) }
            guard found.size == part.size, found.sha256 == part.sha256 else {
                throw BackupFailure("\(part.path) is damaged")
            }
        }
        try await db.restore(manifest.database, from: folder, product.migrations)
        try await restoreFiles(from: folder, but: Set(manifest.missingFiles))
        return manifest
    }

    private static func readManifest(_ folder: String) throws -> BackupManifest {
        let path = "\(folder)/\(BackupManifest.name)"
        guard let size = Disk.size(path), let file = try Disk.openToRead(path) else {
            throw BackupFailure("\(folder) is not a complete backup: it has no manifest")
        }
        defer { close(file) }
        let bytes = try Disk.read(file, at: 0, count: size)
        guard let format = try JSONValue(parsing: bytes)["format"]?.integerValue else {
            throw BackupFailure("\(path) is not a manifest")
        }
        guard format == BackupManifest.format else {
            throw BackupFailure("the backup has format \(format), which this version cannot read")
        }
        return try JSON.decode(BackupManifest.self, from: bytes)
    }

    static func part(_ path: String, in folder: String) throws -> BackupManifest.Part {
        guard let file = try Disk.openToRead("\(folder)/\(path)") else {
            throw BackupFailure(
                path.hasPrefix("\(keys)/")
                    ? "the part with the keys is missing: without it the sealed values of people stay closed (--without-keys)"
                    : "\(path) is missing"
            )
        }
        defer { close(file) }
        var (hash, size) = (SHA256(), 0)
        while case let piece = try Disk.read(file, at: size, count: 1 << 20), !piece.isEmpty {
            hash.update(data: piece)
            size += piece.count
        }
        return BackupManifest.Part(path: path, size: size, sha256: Hexadecimal.encode(hash.finalize()))
    }

    private static func write(_ bytes: [UInt8], to path: String) throws {
        let file = try Disk.create(path + ".new")
        defer { close(file) }
        try Disk.write(bytes, to: file)
        try Disk.sync(file, path)
        try Disk.move(path + ".new", to: path)
        try Disk.syncFolder(String(path.dropLast(BackupManifest.name.count + 1)))
    }
}
