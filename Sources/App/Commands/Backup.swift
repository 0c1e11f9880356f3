import ArgumentParser
import Kernel
import Platform
import Store
import Web

/// The command `portico backup`: a consistent copy while the server keeps running.
struct BackupCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "backup",
        abstract: "Copy databases and files into a new folder, with one subfolder for each product.",
        discussion:
            """
            PORTICO_SECRET and PORTICO_FIELD_KEYS are not included: keep them elsewhere. Without the one nobody can \
            log in after a restore, without the other nobody can read what is sealed. The folder `keys` holds the \
            wrapped keys of people: delete it after 35 days, so that erasures also reach the backup.
            """
    )

    @OptionGroup var product: ProductOption
    @Argument(help: "A new or empty folder.")
    var folder: String

    func run() async throws {
        let start = try Start(product)
        for product in start.products {
            let manifest = try await start.withBackup(of: product) { backup, db in
                guard try await db.pending(product.migrations).count < product.migrations.count else {
                    throw CommandFailure("\(product.name) has no tables yet, so there is nothing to copy")
                }
                return try await backup.make(in: "\(folder)/\(product.name)", at: WallClock.now())
            }
            print("\(product.name): \(manifest.summary)")
        }
    }
}

/// The command `portico restore`: into empty databases only.
struct RestoreCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Fill empty databases, and the storage, from a backup of the same version.",
        discussion:
            """
            Accounts that were erased after the backup are erased again, from the notes in PORTICO_BACKUP_TO. With \
            --without-keys the sealed values of people can never be opened.
            """
    )

    @OptionGroup var product: ProductOption
    @Argument(help: "A folder created by `portico backup`, or that of one product's backup.")
    var folder: String
    @Flag(help: "Restore a backup whose keys of people are gone.")
    var withoutKeys = false

    func run() async throws {
        let start = try Start(product)
        for product in start.products {
            let manifest = try await start.withBackup(of: product) { backup, _ in
                try await backup.restore(from: path(of: product), withoutKeys: withoutKeys)
            }
            print("\(product.name): \(manifest.summary), as of \(manifest.madeAt)")
        }
        try await start.withSites { sites in
            try await sites.refuseMissingKeys()
            for (name, count) in try await sites.repeatErasures() {
                print("\(name): \(count) later erasures repeated")
            }
        }
    }

    private func path(of product: ProductDefinition) -> String {
        Files.exists("\(folder)/\(BackupManifest.name)") ? folder : "\(folder)/\(product.name)"
    }
}

extension BackupManifest {
    fileprivate var summary: String {
        let rows = database.tables.map(\.rows).reduce(0, +)
        let files = parts.count - database.files.count
        let missing = missingFiles.isEmpty ? "" : ", \(missingFiles.count) deleted during the backup"
        return "\(database.tables.count) tables with \(rows) rows, \(files) files\(missing)"
    }
}

extension Start {
    fileprivate func withBackup<Result>(
        of product: ProductDefinition,
        _ work: (Backup, Database) async throws -> Result
    ) async throws -> Result {
        let db = try Sites.database(of: product, configuration)
        do {
            let files = configuration.files(of: product.name, over: Dependencies(address: "").http)
            let result = try await work(Backup(of: product, in: db, files: files), db)
            await db.close()
            return result
        } catch {
            await db.close()
            throw error
        }
    }
}
