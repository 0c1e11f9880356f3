import Kernel
import Platform
import Store

/// The promotions used by a customer; their discounts stay with the orders.
let promotionUseData = PersonalData(
    "promotion_uses",
    ["en": "Promotions used", "ar": "العروض المستخدمة", "ku": "ئۆفەرە بەکارهاتووەکان"],
    tables: ["promotion_use"],
    rows: { "promotion_use u WHERE u.customer_id = \($0)" },
    export: .init(
        by: "u.id",
        .id("promotion_id", "u.promotion_id"),
        .id("checkout_id", "u.checkout_id"),
        .integer("discount", "u.discount"),
        .instant("used_at", "u.used_at")
    ),
    erasure: .delete(
        because: Privacy.notNeeded
    ) { ["DELETE FROM promotion_use WHERE customer_id = \($0)"] }
)
