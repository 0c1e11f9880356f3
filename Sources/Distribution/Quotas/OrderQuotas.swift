import Kernel
import Platform
import Store

// Orders take stock at once and then wait for the company: limits on the stock that one shop can withhold from others.
//
// Constraints of the tables `open_orders` and `held_goods` (OpenOrders.swift) enforce them without a query: the count
// of a shop is one row, written in the same round trip as the order. A shop is new until its first delivery.
extension Quota {
    static let openOrders = Quota(
        "distribution.open_orders",
        .orderPlace,
        of: [.shopOwner],
        most: 500,
        counting: .elsewhere,
        counted: unconfirmed,
        frees: confirming,
        because: "Fifty orders a day, and companies that take ten days to confirm them."
    )

    static let openOrdersAtFirst = Quota(
        "distribution.open_orders_of_a_new_shop",
        .orderPlace,
        of: [.shopOwner],
        most: 50,
        counting: .elsewhere,
        counted: unconfirmed,
        frees: confirming,
        because:
            "A day of fifty orders before the first delivery; an account is made in a minute, a delivery is not."
    )

    static let openOrderValue = Quota(
        "distribution.open_order_value",
        .orderPlace,
        of: [.shopOwner],
        most: 2_000_000_000,
        counting: .elsewhere,
        counted: dinars,
        frees: confirming,
        because: "Ten days of fifty orders at four million dinars each."
    )

    static let openOrderValueAtFirst = Quota(
        "distribution.open_order_value_of_a_new_shop",
        .orderPlace,
        of: [.shopOwner],
        most: 200_000_000,
        counting: .elsewhere,
        counted: dinars,
        frees: confirming,
        because: "Fifty orders at four million dinars: a new supermarket that fills all its shelves."
    )

    /// In hundredths of a product's stock.
    static let heldGoods = Quota(
        "distribution.held_share_of_a_new_shop",
        .orderPlace,
        of: [.shopOwner],
        most: 50,
        per: .product,
        counting: .elsewhere,
        counted: [
            "en": "percent of a product's stock in orders not yet confirmed",
            "ar": "بالمئة من مخزون المنتج في طلبات لم تُؤكَّد بعد",
            "ku": "لە سەدا لە کۆگای بەرهەمێک لە داواکاری پشتڕاستنەکراوەدا",
        ],
        frees: confirming,
        because:
            "Half of the stock, and \(HeldGoods.always) pieces in any case, until the first delivery."
    )

    static let cancelledOrders = Quota(
        "distribution.cancelled_orders_a_day",
        .orderCancel,
        of: [.shopOwner],
        most: 100,
        .window(.hours(24)),
        counting: .uses,
        counted: [
            "en": "cancelled orders in 24 hours", "ar": "من الطلبات الملغاة خلال 24 ساعة",
            "ku": "داواکاری هەڵوەشێنراو لە 24 کاتژمێردا",
        ],
        frees: inTime,
        because:
            "Twice the daily orders of the largest shop. Each order and each cancellation sends mails to the company."
    )

    private static let unconfirmed: LocalizedText = [
        "en": "orders not yet confirmed", "ar": "من الطلبات التي لم تُؤكَّد بعد", "ku": "داواکاری پشتڕاستنەکراو",
    ]
    private static let dinars: LocalizedText = [
        "en": "dinars in orders not yet confirmed", "ar": "دينار في طلبات لم تُؤكَّد بعد",
        "ku": "دینار لە داواکاری پشتڕاستنەکراوەدا",
    ]
    private static let confirming: LocalizedText = [
        "en": "More becomes available when a company confirms an order or an order is cancelled.",
        "ar": "يتاح المزيد عندما تؤكد الشركة طلباً أو يُلغى طلب.",
        "ku": "جێگەی زیاتر چۆڵ دەبێت کاتێک کۆمپانیا داواکارییەک پشتڕاست دەکاتەوە یان یەکێک هەڵدەوەشێتەوە.",
    ]
}
