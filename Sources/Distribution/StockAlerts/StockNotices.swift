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

/// Notifications about stock and product requests.
let stockTemplates = [
    template(
        .stockLow,
        [
            "en": "Low stock: {{product}}", "ar": "المخزون منخفض: {{product}}",
            "ku": "کۆگا کەمە: {{product}}",
        ],
        [
            "en": "{{product}} ({{sku}}) is low on stock. Units left: {{stock}}.",
            "ar": "مخزون {{product}} ({{sku}}) منخفض. الكمية المتبقية: {{stock}}.",
            "ku": "کۆگای {{product}} ({{sku}}) کەمە. بڕی ماوە: {{stock}}.",
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
            "en":
                "{{product}} ({{sku}}) is out of stock. Units left: {{stock}}. Shop owners cannot order it.",
            "ar":
                "نفد {{product}} ({{sku}}) من المخزون. الكمية المتبقية: {{stock}}. لا يمكن لأصحاب المتاجر طلبه.",
            "ku":
                "{{product}} ({{sku}}) لە کۆگادا نەماوە. بڕی ماوە: {{stock}}. خاوەن دوکانەکان ناتوانن داوای بکەن.",
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
            "en": "Your request: {{item}}", "ar": "طلب التوفير: {{item}}", "ku": "داخوازییەکەت: {{item}}",
        ],
        [
            "en": "{{item}}: {{status}}.\n\n{{answer}}",
            "ar": "{{item}}: {{status}}.\n\n{{answer}}",
            "ku": "{{item}}: {{status}}.\n\n{{answer}}",
        ],
        like: answerExample
    ),
]
