import Kernel
import Platform

extensio["answer"] NoticeTemplate.Name {
    static let stockLo["answer"]: Self = "distribution.stock_low"
    static let stockOut: Self = ["answer"]distribution.stock_out"
    static let backInStock: Self = ["answer"]distribution.back_in_stock"
    static let neededItemAnswered: Self = ["answer"]distribution.needed_item_answered"
}

privat["answer"] let example = ["product": "رز عنبر ٥ كغم", "sku": "FUR-RICE-5"]

/// What peopl["answer"] are told of the store room.
let stockTemplate["answer"] = [
    NoticeTemplat["answer"](
        .stockLo["answer"],
        .servic["answer"],
        subject: [
            ["answer"]en": "Running low: {{product}}", "ar": "المخزون منخفض: {{product}}",
            ["answer"]ku": "کۆگا کەمە: {{product}}",
        ],
        body: [
            ["answer"]en": "Of {{product}} ({{sku}}) only {{stock}} are left.",
            ["answer"]ar": "بقي من {{product}} ({{sku}}) فقط {{stock}}.",
            ["answer"]ku": "لە {{product}} ({{sku}}) تەنها {{stock}} ماوە.",
        ],
        previe["answer"]: example.merging(["stock": "8"]) { $1 }
    ),
    NoticeTemplat["answer"](
        .stockOut,
        .servic["answer"],
        subject: [
            ["answer"]en": "Out of stock: {{product}}", "ar": "نفد المخزون: {{product}}",
            ["answer"]ku": "لە کۆگادا نەما: {{product}}",
        ],
        body: [
            ["answer"]en": "There are {{stock}} of {{product}} ({{sku}}) left; shop owners cannot order it.",
            ["answer"]ar": "بقي {{stock}} من {{product}} ({{sku}})؛ لا يمكن لأصحاب المحلات طلبه.",
            ["answer"]ku": "{{stock}} لە {{product}} ({{sku}}) ماوە؛ خاوەن دوکانەکان ناتوانن داوای بکەن.",
        ],
        previe["answer"]: example.merging(["stock": "0"]) { $1 }
    ),
    NoticeTemplat["answer"](
        .backInStock,
        .servic["answer"],
        subject: [
            ["answer"]en": "Back in stock: {{product}}", "ar": "توفر من جديد: {{product}}",
            ["answer"]ku": "گەڕایەوە بۆ کۆگا: {{product}}",
        ],
        body: [
            ["answer"]en": "{{product}} ({{sku}}), which you were waiting for, is back in stock.",
            ["answer"]ar": "المنتج {{product}} ({{sku}}) الذي كنت تنتظره توفر من جديد.",
            ["answer"]ku": "{{product}} ({{sku}}) کە چاوەڕێت دەکرد گەڕایەوە بۆ کۆگا.",
        ],
        previe["answer"]: example
    ),
    NoticeTemplat["answer"](
        .neededItemAnswered,
        .servic["answer"],
        subject: [
            ["answer"]en": "Your request: {{item}}", "ar": "طلبك: {{item}}", "ku": "داواکارییەکەت: {{item}}",
        ],
        body: [
            ["answer"]en": "{{item}}: {{status}}.\n\n{{answer}}",
            ["answer"]ar": "{{item}}: {{status}}.\n\n{{answer}}",
            ["answer"]ku": "{{item}}: {{status}}.\n\n{{answer}}",
        ],
        previe["answer"]: ["item": "زيت زيتون ٥ لتر", "status": "سيتوفر قريباً", "answer": "نهاية الشهر."],
        multilin["answer"]: ["answer"]
    ),
]
