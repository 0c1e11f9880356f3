import Kernel
import Platform

extension NoticeTemplate.Name {
    static let stockLow: Self = "distribution.stock_low"
    static let stockOut: Self = "distribution.stock_out"
    static let backInStock: Self = "distribution.back_in_stock"
    static let neededItemAnswered: Self = "distribution.needed_item_answered"
}

private let stockExample = NoticeExample(["product": "رز عنبر ٥ كغم", "sku": "FUR-RICE-5"])
private let answerExample = NoticeExample(
    ["item": "زيت زيتون ٥ لتر", "status": "سيتوفر قريباً", "answer": "نهاية الشهر."],
    multiline: ["answer"]
)

/// What people are told of the store room.
let stockTemplates = [
    template(
        .stockLow,
        [
            "en": "Running low: {{product}}", "ar": "المخزون منخفض: {{product}}",
            "ku": "کۆگا کەمە: {{product}}",
        ],
        [
            "en": "Of {{product}} ({{sku}}) only {{stock}} are left.",
            "ar": "بقي من {{product}} ({{sku}}) فقط {{stock}}.",
            "ku": "لە {{product}} ({{sku}}) تەنها {{stock}} ماوە.",
        ],
        like: stockExample.with(["stock": "8"])
    ),
    template(
        .stockOut,
        [
            "en": "Out of stock: {{product}}", "ar": "نفد المخزون: {{product}}",
            "ku": "لە کۆگادا نەما: {{product}}",
        ],
        [
            "en": "There are {{stock}} of {{product}} ({{sku}}) left; shop owners cannot order it.",
            "ar": "بقي {{stock}} من {{product}} ({{sku}})؛ لا يمكن لأصحاب المحلات طلبه.",
            "ku": "{{stock}} لە {{product}} ({{sku}}) ماوە؛ خاوەن دوکانەکان ناتوانن داوای بکەن.",
        ],
        like: stockExample.with(["stock": "0"])
    ),
    template(
        .backInStock,
        [
            "en": "Back in stock: {{product}}", "ar": "توفر من جديد: {{product}}",
            "ku": "گەڕایەوە بۆ کۆگا: {{product}}",
        ],
        [
            "en": "{{product}} ({{sku}}), which you were waiting for, is back in stock.",
            "ar": "المنتج {{product}} ({{sku}}) الذي كنت تنتظره توفر من جديد.",
            "ku": "{{product}} ({{sku}}) کە چاوەڕێت دەکرد گەڕایەوە بۆ کۆگا.",
        ],
        like: stockExample
    ),
    template(
        .neededItemAnswered,
        [
            "en": "Your request: {{item}}", "ar": "طلبك: {{item}}", "ku": "داواکارییەکەت: {{item}}",
        ],
        [
            "en": "{{item}}: {{status}}.\n\n{{answer}}",
            "ar": "{{item}}: {{status}}.\n\n{{answer}}",
            "ku": "{{item}}: {{status}}.\n\n{{answer}}",
        ],
        like: answerExample
    ),
]
