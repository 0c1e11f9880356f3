import Kernel
import Platform
import Store

/// The favourites, stock alerts and product requests of the demo's shops.
enum DemoShopLists {
    // swift-format-ignore
    private static let favourites = [
        ("omar.shop@example.com",   ["FUR-RICE-5", "FUR-TEA-450"]),
        ("zainab.shop@example.com", ["FUR-WATER-12", "ZAG-JUICE-6"]),
        ("dilan.shop@example.com",  ["ZAG-HONEY-1"]),
    ]
    private static let waiting = [
        ("omar.shop@example.com", "FUR-SOAP-4"), ("zainab.shop@example.com", "FUR-SOAP-4"),
    ]

    static func make(on stage: DemoStage, at site: Site) async throws {
        try await keep(on: stage, at: site)
        try await site.db.write { tx in
            for (email, sku) in waiting {
                guard let account = stage.people[email]?.account, let good = stage.goods[sku] else {
                    continue
                }
                _ = try NotifyMe.ask(for: good, account, tx)
            }
        }
        try await miss(on: stage, at: site)
    }

    private static func keep(on stage: DemoStage, at site: Site) async throws {
        guard try await site.db.read({ tx in try !tx.exists("SELECT 1 FROM favourite") }) else { return }
        for (email, skus) in favourites {
            guard let shop = stage.people[email] else { continue }
            for good in skus.compactMap({ stage.goods[$0] }) {
                _ = try await Favourites.add(site.call(as: shop, with: .wish), product: good)
            }
        }
    }

    private static func miss(on stage: DemoStage, at site: Site) async throws {
        guard let dilan = stage.people["dilan.shop@example.com"],
            try await site.db.read({ tx in try !tx.exists("SELECT 1 FROM needed_item") })
        else { return }
        let item = try JSON.decode(
            NewNeededItem.self,
            from: #"{"name": "ڕۆنی زەیتوون ٥ لیتر", "details": "زۆر داوای دەکەن", "quantity": 24}"#
        )
        _ = try await NeededItems.ask(site.call(as: dilan, with: .wish), body: item)
    }
}
