import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import App

/// Every product with its demo is backed up and restored: with rows that migrations make, and all references.
@Suite struct BackupOfProductsTests {
    @Test(arguments: allProducts.map(\.name))
    func `a product comes back from a backup as it was`(product: String) async throws {
        let product = try #require(allProducts.named(product).first)
        let world = try await World(product, cast: "demo") { site in try await product.demo(site) }
        let (place, target) = (Cabinet(), try EmptyDatabase())

        let backup = Backup(of: product, in: world.db, files: world.site.dependencies.files)
        let manifest = try await backup.make(in: place.path, at: world.clock.now)
        let files = FileStorageSettings(folder: Cabinet().path)
        _ = try await Backup(of: product, in: target.db, files: files).restore(from: place.path)

        let other = Cabinet()
        let again = try await Backup(of: product, in: target.db, files: files).make(
            in: other.path,
            at: world.clock.now
        )
        #expect(again.rows == manifest.rows)
        let restored = try await World.site(product, target.db, world.clock)
        let keys = restored.fieldKeys
        #expect(try await target.db.read { tx in try PersonKey.missing(from: keys, tx) } == [])
        await target.db.close()
    }
}

extension BackupManifest {
    fileprivate var rows: [String: Int] {
        // A counter that continues when its catalogue is filled, in a row of the connection's own on PostgreSQL.
        let counter = "catalogue_generation"
        let tables = database.tables.filter { $0.name != counter }
        return Dictionary(uniqueKeysWithValues: tables.map { ($0.name, $0.rows) })
    }
}
