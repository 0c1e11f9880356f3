import Platform

extension Feature {
    static let pricing = Feature(
        routes: Promotions.routes + PriceLists.routes,
        migrations: [pricingTables],
        problems: [
            .quantityOutOfRange, .amountTooLarge, .productNotSold, .promotionOverlaps, .promotionExhausted,
            .promotionNotApplicable, .zoneNeeded,
        ],
        personalData: [promotionUseData],
        impersonalTables: [
            ImpersonalTable("promotion", "terms of promotions"),
            ImpersonalTable("promotion_count", "number of uses of promotions"),
            ImpersonalTable("price_list", "names and terms of price lists"),
            ImpersonalTable("price_list_step", "prices of products"),
        ],
        audit: PricingAction.self
    )
}
