import Kernel
import Platform
import Store

/// A promotion of each type, and a price list.
enum DemoOffers {
    static func make(on stage: DemoStage, at site: Site) async throws {
        try await site.db.write { tx in
            guard try !tx.exists("SELECT 1 FROM promotion") else { return }
            let since = tx.now - .days(40)
            for offer in try offers(stage, since) { _ = try Promotion.add(offer, by: .system, tx) }
            guard let list = try priceList(stage, since) else { return }
            _ = try PriceList.add(list, by: .system, tx)
        }
    }

    private static func offers(_ stage: DemoStage, _ since: Instant) throws -> [NewPromotion] {
        [
            NewPromotion(
                name: try name(
                    #"{"ar": "خصم ١٠٪ على المشروبات", "ku": "١٠٪ داشکاندن لە خواردنەوە", "en": "10 % off drinks"}"#
                ),
                type: .percentage,
                percentage: Ranged(1_000),
                categoryIds: [stage.categories["Drinks"]].compactMap(\.self),
                maximumDiscount: Dinars(20_000),
                priority: Ranged(10),
                stackable: true,
                startsAt: since
            ),
            NewPromotion(
                name: try name(#"{"ar": "خمسة آلاف هدية الفرات", "en": "5,000 off from Al-Furat"}"#),
                type: .fixed,
                amount: Dinars(5_000),
                companyIds: [stage.companies["Al-Furat Trading"]].compactMap(\.self),
                minimumAmount: Dinars(150_000),
                usageLimit: Ranged(500),
                priority: Ranged(50),
                stackable: true,
                startsAt: since
            ),
            NewPromotion(
                name: try name(#"{"ar": "اشترِ ٦ واحصل على ١ مجاناً", "en": "Lentils: buy 6, get 1"}"#),
                type: .buyXGetY,
                buyQuantity: Ranged(6),
                getQuantity: Ranged(1),
                productIds: [stage.goods["FUR-LENT-1"]].compactMap(\.self),
                priority: Ranged(20),
                stackable: true,
                startsAt: since
            ),
            NewPromotion(
                name: try name(
                    #"{"ar": "سلة الفطور", "ku": "سەبەتەی نانی بەیانی", "en": "Breakfast basket"}"#
                ),
                type: .bundle,
                bundle: [try part("ZAG-HONEY-1", 1, stage), try part("ZAG-YOG-2", 2, stage)].compactMap(
                    \.self
                ),
                bundlePrice: Dinars(36_000),
                priority: Ranged(30),
                stackable: true,
                startsAt: since
            ),
        ]
    }

    /// Volume prices for chickpeas.
    private static func priceList(_ stage: DemoStage, _ since: Instant) throws -> NewPriceList? {
        guard let peas = stage.goods["ZAG-CHICK-1"], let few = Dinars(2_600), let many = Dinars(2_400) else {
            return nil
        }
        return NewPriceList(
            name: try name(
                #"{"ar": "أسعار الجملة في أربيل", "ku": "نرخی کۆ لە هەولێر", "en": "Erbil wholesale"}"#
            ),
            companyId: stage.companies["Zagros Foods"],
            zoneId: stage.zones["Erbil"],
            startsAt: since,
            prices: [
                ListedPrice(productId: peas, fromQuantity: Ranged(10), price: few),
                ListedPrice(productId: peas, fromQuantity: Ranged(50), price: many),
            ]
        )
    }

    private static func part(
        _ sku: String,
        _ count: Int,
        _ stage: DemoStage
    ) throws -> Promotion.BundleItem? {
        guard let good = stage.goods[sku], let quantity = Ranged<1, 10_000>(count) else { return nil }
        return Promotion.BundleItem(productId: good, quantity: quantity)
    }

    private static func name(_ text: String) throws -> Name {
        try JSON.decode(Name.self, from: text)
    }
}
