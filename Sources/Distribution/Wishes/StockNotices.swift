import Kernel
import Platform

extension NoticeTemplate.Name {
    static let stockLow: Self = "distribution.stock_low"
    static let stockOut: Self = "distribution.stock_out"
    static let backInStock: Self = "distribution.back_in_stock"
    static let neededItemAnswered: Self = "distribution.needed_item_answered"
}

private let example = ["product": "رز عنبر ٥ كغم", "sku": "FUR-RICE-5"]

/// What people are told of the store room.
let stockTemplates = [
    NoticeTemplate(
        .stockLow,
        .service,
        subject: [
            "en": "Running low: {{product}}", "ar": "المخزون منخفض: {{product}}",
            "ku": "کۆگا کەمە: {{product}}",
        ],
        body: [
            "en": "Of {{product}} ({{sku}}) only {{stock}} are left.",
            "ar": "بقي من {{product}} ({{sku}}) فقط {{stock}}.",
            "ku": "لە {{product}} ({{sku}}) تەنها {{stock}} ماوە.",
        ],
        preview: example.merging(["stock": "8"]) { $1 }
    ),
    NoticeTemplate(
        .stockOut,
        .service,
        subject: [
            "en": "Out of stock: {{product}}", "ar": "نفد المخزون: {{product}}",
            "ku": "لە کۆگادا نەما: {{product}}",
        ],
        body: [
            "en": "There are {{stock}} of {{product}} ({{sku}}) left; shop owners cannot order it.",
            "ar": "بقي {{stock}} من {{product}} ({{sku}})؛ لا يمكن لأصحاب المحلات طلبه.",
            "ku": "{{stock}} لە {{product}} ({{sku}}) ماوە؛ خاوەن دوکانەکان ناتوانن داوای بکەن.",
        ],
        preview: example.merging(["stock": "0"]) { $1 }
    ),
    NoticeTemplate(
        .backInStock,
        .service,
        subject: [
            "en": "Back in stock: {{product}}", "ar": "توفر من جديد: {{product}}",
            "ku": "گەڕایەوە بۆ کۆگا: {{product}}",
        ],
        body: [
            "en": "{{product}} ({{sku}}), which you were waiting for, is back in stock.",
            "ar": "المنتج {{product}} ({{sku}}) الذي كنت تنتظره توفر من جديد.",
            "ku": "{{product}} ({{sku}}) کە چاوەڕێت دەکرد گەڕایەوە بۆ کۆگا.",
        ],
        preview: example
    ),
    NoticeTemplate(
        .neededItemAnswered,
        .service,
        subject: [
            "en": "Your request: {{item}}", "ar": "طلبك: {{item}}", "ku": "داواکارییەکەت: {{item}}",
        ],
        body: [
            "en": "{{item}}: {{status}}.\n\n{{answer}}",
            "ar": "{{item}}: {{status}}.\n\n{{answer}}",
            "ku": "{{item}}: {{status}}.\n\n{{answer}}",
        ],
        preview: ["item": "زيت زيتون ٥ لتر", "status": "سيتوفر قريباً", "answer": "نهاية الشهر."],
        multiline: ["answer"]
    ),
]
