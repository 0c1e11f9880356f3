import Kernel
import Platform
import Store

extension Quota {
    /// The limits on one account's use of resources that all shops and companies share.
    ///
    /// The largest honest shop places fifty orders a day; no limit applies to the platform's own staff.
    static let all: [Quota] = [
        .openOrders, .openOrdersAtFirst, .openOrderValue, .openOrderValueAtFirst, .heldGoods,
        .cancelledOrders,
        .neededItems, .neededItemsADay, .waiting, .favourites, .cartProducts, .addresses, .imageBytes,
    ]

    static let neededItems = Quota(
        "distribution.needed_items",
        .wish,
        of: [.shopOwner],
        most: 100,
        counting: .rows {
            "needed_item i WHERE i.account_id = \($0.account) AND i.status IN ('open', 'in_review', 'planned')"
        },
        counted: [
            "en": "open product requests", "ar": "من طلبات توفير المنتجات المفتوحة",
            "ku": "داخوازیی کراوەی بەرهەم",
        ],
        frees: [
            "en": "Another becomes available when a request is answered or withdrawn.",
            "ar": "يتاح مكان آخر عند الرد على أحدها أو سحبه.",
            "ku": "جێگەیەکی تر چۆڵ دەبێت کاتێک وەڵامی داخوازییەک دەدرێتەوە یان دەکشێنرێتەوە.",
        ],
        because: "An administrator reads the list line by line."
    )

    static let neededItemsADay = Quota(
        "distribution.needed_items_a_day",
        .wish,
        of: [.shopOwner],
        most: 200,
        .window(.hours(24)),
        counting: .uses,
        counted: [
            "en": "product requests in 24 hours", "ar": "من طلبات توفير المنتجات خلال 24 ساعة",
            "ku": "داخوازیی بەرهەم لە 24 کاتژمێردا",
        ],
        frees: inTime,
        because: "A new shop's whole range in one day; it also stops endless requests and withdrawals."
    )

    static let waiting = Quota(
        "distribution.notify_me",
        .wish,
        of: [.shopOwner],
        most: 500,
        counting: .rows { "notify_me n WHERE n.account_id = \($0.account) AND n.notified_at IS NULL" },
        counted: [
            "en": "back-in-stock alerts", "ar": "من تنبيهات توفر المنتجات",
            "ku": "ئاگادارکردنەوەی گەڕانەوەی بەرهەم",
        ],
        frees: [
            "en": "Another becomes available when you are notified or remove an alert.",
            "ar": "يتاح مكان آخر عند إشعارك أو عند إزالة تنبيه.",
            "ku": "جێگەیەکی تر چۆڵ دەبێت کاتێک ئاگادار دەکرێیتەوە یان ئاگادارکردنەوەیەک لادەبەیت.",
        ],
        because: "As many products as a shop sells; each restock sends a message."
    )

    static let favourites = Quota(
        "distribution.favourites",
        .wish,
        of: [.shopOwner],
        most: 1_000,
        counting: .rows { "favourite f WHERE f.account_id = \($0.account)" },
        counted: ["en": "favourites", "ar": "من المفضلات", "ku": "دڵخواز"],
        frees: ["en": "Remove one first.", "ar": "أزل واحداً أولاً.", "ku": "سەرەتا یەکێک لابە."],
        because: "More products than a shop sells; favourites only take up storage."
    )

    static let cartProducts = Quota(
        "distribution.cart_products",
        .cart,
        of: [.shopOwner],
        most: RequestedLine.maximumProducts,
        counting: .elsewhere,
        counted: ["en": "products in the cart", "ar": "من المنتجات في السلة", "ku": "بەرهەم لە سەبەتەکەدا"],
        frees: [
            "en": "Place the order, or remove a product.", "ar": "أتمم الطلب أو أزل منتجاً.",
            "ku": "داواکارییەکە بنێرە، یان بەرهەمێک لاببە.",
        ],
        because: "An order is one transaction; a hundred lines of it stay below a tenth of a second.",
        refusal: .cartFull
    )

    static let addresses = Quota(
        "distribution.addresses",
        .address,
        of: [.shopOwner],
        most: Address.most,
        counting: .elsewhere,
        counted: ["en": "addresses", "ar": "من العناوين", "ku": "ناونیشان"],
        frees: ["en": "Delete one first.", "ar": "احذف واحداً أولاً.", "ku": "سەرەتا یەکێک بسڕەوە."],
        because: "The branches of the largest chain among the shops.",
        refusal: .tooManyAddresses
    )

    static let imageBytes = Quota(
        "distribution.image_bytes_a_day",
        .imageUpload,
        of: [.vendor],
        most: 2 << 30,
        .window(.hours(24)),
        unit: .bytes,
        counting: .uses,
        counted: [
            "en": "of images in 24 hours", "ar": "من الصور خلال 24 ساعة", "ku": "وێنە لە 24 کاتژمێردا",
        ],
        frees: inTime,
        because:
            "A catalogue of 400 products photographed in a day at 5 MB each; images without a product are deleted."
    )
}
