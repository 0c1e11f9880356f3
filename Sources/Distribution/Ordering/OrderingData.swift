import Kernel
import Platform
import Store

private let noLongerNeeded: LocalizedText = [
    "en": "Not needed once the account is gone.",
    "ar": "غير لازمة بعد حذف الحساب.",
    "ku": "دوای سڕینەوەی هەژمار پێویست نییە.",
]

let bookkeeping: LocalizedText = [
    "en":
        "Iraqi commercial law requires traders to keep their books, including orders, for ten years: what was sold, when and for how much. The address, notes and reasons are deleted with the account, or as soon as an order in progress has ended.",
    "ar":
        "يوجب قانون التجارة العراقي حفظ دفاتر التاجر، ومنها الطلبات، عشر سنوات: ما بيع ومتى وبكم. أما العنوان والملاحظات والأسباب فتُحذف مع الحساب، أو فور انتهاء الطلب الجاري.",
    "ku":
        "بەپێی یاسای بازرگانی عێراق دەبێت دەفتەرەکانی بازرگان، لەوانەش داواکارییەکان، دە ساڵ بپارێزرێن: چی فرۆشراوە، کەی و بە چەند. ناونیشان و تێبینی و هۆکارەکان لەگەڵ هەژمارەکە دەسڕدرێنەوە، یان هەر کە داواکارییەکی بەردەوام کۆتایی هات.",
]

let addressData = PersonalData(
    "addresses",
    ["en": "Addresses", "ar": "العناوين", "ku": "ناونیشانەکان"],
    tables: ["address"],
    rows: { "address d WHERE d.account_id = \($0)" },
    export: .init(
        by: "d.id",
        .text("label", "d.label"),
        .text("recipient", "d.recipient"),
        .text("phone", "d.phone"),
        .text("city", "d.city"),
        .text("street", "d.street"),
        .text("landmark", "d.landmark"),
        .json("location", "d.location")
    ),
    erasure: .delete(because: noLongerNeeded) { ["DELETE FROM address WHERE account_id = \($0)"] }
)

let cartData = PersonalData(
    "cart",
    ["en": "Cart", "ar": "السلة", "ku": "سەبەتە"],
    tables: ["cart_item"],
    rows: { "cart_item i WHERE i.account_id = \($0)" },
    export: .init(
        by: "i.id",
        .id("product_id", "i.product_id"),
        .integer("quantity", "i.quantity"),
        .instant("added_at", "i.added_at")
    ),
    erasure: .delete(because: noLongerNeeded) { ["DELETE FROM cart_item WHERE account_id = \($0)"] }
)

/// An order in progress keeps its address until it is delivered or cancelled; the retention deletes it later.
let orderData = PersonalData(
    "orders",
    ["en": "Orders", "ar": "الطلبات", "ku": "داواکارییەکان"],
    tables: ["sales_order", "sales_order_line", "history"],
    rows: { "sales_order o WHERE o.customer_id = \($0)" },
    export: .init(
        by: "o.id",
        .id("id", "o.id"),
        .id("company_id", "o.company_id"),
        .text("status", "o.status"),
        .text("status_reason", "o.status_reason"),
        .json("address", "o.address"),
        .text("note", "o.note"),
        .integer("subtotal", "o.subtotal"),
        .integer("discount", "o.discount"),
        .integer("delivery_fee", "o.delivery_fee"),
        .integer("total", "o.total"),
        .integer("returned", "o.returned_goods + o.returned_fee"),
        .json("lines", orderedLines),
        .instant("placed_at", "o.placed_at")
    ),
    erasure: .keep(.init(for: .years(10), from: "o.placed_at"), because: bookkeeping) { account, _ in
        [
            "UPDATE history SET reason = NULL WHERE subject_kind = \(Order.kind) AND actor_id = \(account)",
            """
            UPDATE sales_order SET address = \(json: OrderAddress.erased), note = NULL, status_reason = NULL
             WHERE customer_id = \(account) AND (delivered_at IS NOT NULL OR cancelled_at IS NOT NULL)
            """,
        ]
    }
)

private let orderedLines: SQL =
    """
    (SELECT \(pg: "COALESCE(jsonb_agg(jsonb_build_object(", sqlite: "json_group_array(json_object(")
            'sku', e.sku, 'quantity', e.quantity, 'unit_price', e.unit_price, 'discount', e.discount,
            'total', e.total))\(pg: ", '[]'::jsonb)", sqlite: "")
       FROM (SELECT l.sku, l.quantity, l.unit_price, l.discount, l.total FROM sales_order_line l
              WHERE l.order_id = o.id ORDER BY l.position) e)
    """
