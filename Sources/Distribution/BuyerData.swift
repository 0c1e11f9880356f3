import Kernel
import Platform
import Store

private let noLongerTheirs: LocalizedText = [
    "en": "It concerns only the owner of the account.",
    "ar": "لا يخص إلا صاحب الحساب.",
    "ku": "تەنها پەیوەندی بە خاوەنی هەژمارەکەوە هەیە.",
]

let favouriteData = PersonalData(
    "favourites",
    ["en": "Favourites", "ar": "المفضلة", "ku": "دڵخوازەکان"],
    tables: ["favourite"],
    rows: { "favourite f WHERE f.account_id = \($0)" },
    export: .init(
        by: "f.product_id",
        .id("product_id", "f.product_id"),
        .instant("created_at", "f.created_at")
    ),
    erasure: .delete(because: noLongerTheirs) { ["DELETE FROM favourite WHERE account_id = \($0)"] }
)

let notifyMeData = PersonalData(
    "notify_me",
    ["en": "Stock alerts", "ar": "تنبيهات توفر المنتجات", "ku": "ئاگادارکردنەوەکانی گەڕانەوەی بەرهەم"],
    tables: ["notify_me"],
    rows: { "notify_me n WHERE n.account_id = \($0)" },
    export: .init(
        by: "n.id",
        .id("product_id", "n.product_id"),
        .instant("requested_at", "n.requested_at"),
        .instant("notified_at", "n.notified_at")
    ),
    erasure: .delete(because: noLongerTheirs) { ["DELETE FROM notify_me WHERE account_id = \($0)"] }
)

let neededItemData = PersonalData(
    "needed_items",
    ["en": "Product requests", "ar": "طلبات توفير المنتجات", "ku": "داخوازییەکانی بەرهەم"],
    tables: ["needed_item"],
    rows: { "needed_item i WHERE i.account_id = \($0)" },
    export: .init(
        by: "i.id",
        .text("name", "i.name"),
        .text("details", "i.details"),
        .text("status", "i.status"),
        .text("answer", "i.answer"),
        .instant("created_at", "i.created_at")
    ),
    erasure: .delete(because: noLongerTheirs) { ["DELETE FROM needed_item WHERE account_id = \($0)"] }
)
