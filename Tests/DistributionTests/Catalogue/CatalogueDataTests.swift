import Kernel
import Platform
import Store
import TestKit
import Testing

@testable import Distribution

@Suite("the catalogue's data")
struct CatalogueDataTests {
    @Test func `a backup of the catalogue, restored, is searched as before`() async throws {
        let (world, place, target) = (try await market(), Cabinet(), try EmptyDatabase())
        _ = try await world.as(.noor).put(
            "/api/products/\(try await world.product("FUR-SOAP-4"))",
            ["name": ["ar": "شامبو", "en": "Shampoo"]]
        )
        let files = world.site.dependencies.files
        _ = try await Backup(of: world.product, in: world.db, files: files).make(
            in: place.path,
            at: world.clock.now
        )
        _ = try await Backup(
            of: world.product,
            in: target.db,
            files: FileStorageSettings(folder: Cabinet().path)
        )
        .restore(from: place.path)
        for (words, skus) in [
            ("shampoo", ["FUR-SOAP-4"]), ("soap", ["FUR-SOAP-4"]), ("bars", []), ("tea", ["FUR-TEA-450"]),
        ] {
            let found = try await target.db.read { tx in
                let condition = SearchQuery(words).condition(for: tx.dialect)
                return try tx.values("SELECT p.sku FROM product p WHERE \(condition)", as: String.self)
            }
            #expect(found == skus, "\(words)")
        }
        await target.db.close()
    }
}
