import Kernel
import Platform

extension Feature {
    static let catalogue = Feature(
        routes: Products.routes + Categories.routes,
        migrations: catalogueMigrations + [SearchQuery.migration],
        lateMigrations: [sortNamesMigration],
        jobs: [SweepImages.self],
        schedules: [Daily("distribution.sweep_images", at: "04:10", in: .baghdad, SweepImages())],
        problems: [.skuTaken, .categoryInUse],
        impersonalTables: [
            ImpersonalTable("category", "the goods on sale, their sellers and delivery zones"),
            ImpersonalTable("product", "the goods on sale, their sellers and delivery zones"),
            ImpersonalTable("product_zone", "the goods on sale, their sellers and delivery zones"),
            ImpersonalTable("product_image", "pictures of goods"),
            ImpersonalTable("catalogue_image", "pictures of goods"),
            ImpersonalTable("catalogue_generation", "a counter of catalogue changes"),
        ],
        searched: [Product.searched],
        audit: CatalogueAction.self
    )
}
