import Platform

/// The audited actions on price lists and promotions.
enum PricingAction: String, AuditAction {
    case priceListAdd = "distribution.price_list.add"
    case priceListChange = "distribution.price_list.change"
    case priceListDelete = "distribution.price_list.delete"
    case promotionAdd = "distribution.promotion.add"
    case promotionChange = "distribution.promotion.change"
    case promotionDelete = "distribution.promotion.delete"
}
