import Kernel
import Platform

extension Feature {
    static let catalogue = Feature(
        routes: Products.routes + Categories.routes,
        migrations: catalogueMigrations + [SearchQuery.migration],
        jobs: [SweepImages.self],
        schedules: [Daily("distribution.sweep_images", at: "04:10", in: .baghdad, SweepImages())],
        problems: [.skuTaken, .categoryInUse],
        impersonalTables: [
            ImpersonalTable("category", "what is sold, by whom and where to"),
            ImpersonalTable("product", "what is sold, by whom and where to"),
            ImpersonalTable("product_zone", "what is sold, by whom and where to"),
            ImpersonalTable("product_image", "how the goods look"),
            ImpersonalTable("catalogue_image", "how the goods look"),
            ImpersonalTable("catalogue_generation", "how often the catalogue has changed"),
        ],
        searched: [Product.searched],
        audit: CatalogueAction.self
    )
}
