import Kernel
import Platform
import Store
import Web

extension Doctor {
    /// Whether every sealed value can be opened, and whether a previous key or secret is still needed.
    func examineSealing(
        of product: ProductDefinition,
        _ db: Database,
        _ configuration: Configuration,
        _ report: inout Report
    ) async throws {
        guard let secret = try configuration.knownSecret() else { return }
        let (sealing, keys) = (secret.sealingKeys(of: product.name), secret.fieldKeys(of: product.name))
        let values = try await db.read { tx in try ResealValues.pending(of: product, sealing, tx) }
        if values > 0 {
            report.hint(
                product.name,
                "\(values) values are encrypted with a previous key or format; run `portico reseal`"
            )
        }
        let missing = try await db.read { tx in try PersonKey.missing(from: keys, tx) }
        for key in missing { report.bad(product.name, key.lack) }
        guard missing.isEmpty else { return }
        let old = try await db.read { tx in try Rewrap.pending(keys, tx) }
        if old > 0 {
            report.hint(
                product.name,
                "\(old) keys of people are wrapped by a previous field key; run `portico reseal`"
            )
        }
        let uses = try await db.read { tx in try PersonKey.counts(tx) }
        guard !uses.isEmpty else { return }
        let words = uses.map { "\($0.count) by \($0.id)" }.joined(separator: ", ")
        report.good(product.name, "the keys of people are wrapped: \(words)")
    }

    /// Whether the site is copied by itself, and has been lately.
    func examineBackups(
        of product: ProductDefinition,
        _ configuration: Configuration,
        _ report: inout Report
    ) {
        guard let folder = configuration.backupTo else {
            if configuration.isProduction {
                report.hint(product.name, "no backups are made by itself; set PORTICO_BACKUP_TO")
            }
            return
        }
        let status = BackupStatus.read(in: "\(folder)/\(product.name)", at: WallClock.now())
        for shelf in status.shelves {
            let newest = shelf.newestAt.map { "the newest of \($0)" } ?? "none yet"
            let words = "\(shelf.count) \(shelf.shelf.rawValue) backups, \(newest)"
            if shelf.isLate { report.hint(product.name, words) } else { report.good(product.name, words) }
        }
    }
}

extension Sites {
    /// A sentence for each field key that wraps keys of people and was not given.
    func missingKeys() async throws -> [String] {
        var faults: [String] = []
        for site in sites {
            let missing = try await site.db.read { [keys = site.fieldKeys] tx in
                try PersonKey.missing(from: keys, tx)
            }
            faults += missing.map { "\(site.product.name): \($0.lack)" }
        }
        return faults
    }

    /// The products with erasures that a restore had undone, and how many.
    func repeatErasures() async throws -> [(name: String, count: Int)] {
        var repeated: [(name: String, count: Int)] = []
        for site in sites {
            let count = try await ErasureNotes.carryOutAgain(at: site)
            if count > 0 { repeated.append((site.product.name, count)) }
        }
        return repeated
    }
}

extension KeyCount {
    fileprivate var lack: String {
        let source =
            id == FieldKey.derivedID
            ? "is derived from a secret that is not given" : "is not in PORTICO_FIELD_KEYS"
        return "\(count) keys of people are wrapped by the key \(id), which \(source)"
    }
}
