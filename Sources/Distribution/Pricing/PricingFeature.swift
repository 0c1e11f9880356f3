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
            ImpersonalTable("promotion", "what is taken off of which goods"),
            ImpersonalTable("promotion_count", "how often an offer was used"),
            ImpersonalTable("price_list", "what goods cost where"),
            ImpersonalTable("price_list_step", "what goods cost where"),
        ],
        audit: PricingAction.self
    )
}
