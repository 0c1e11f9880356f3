import Kernel

// swift-format-ignore
extension Problem.Code {
    static let outOfStock = Self("distribution.out_of_stock", 409, ["en": "There is not enough stock.", "ar": "الكمية المتوفرة غير كافية.", "ku": "بڕی پێویست لە کۆگادا نییە."])
}

// swift-format-ignore
extension Refusal {
    static let wrongDirection = Refusal("wrong_direction", ["en": "does not match the change: restock adds units, damage removes them", "ar": "لا يتوافق مع التغيير: restock يزيد الكمية، وdamage ينقصها", "ku": "لەگەڵ گۆڕانکارییەکە ناگونجێت: restock بڕەکە زیاد دەکات و damage کەمی دەکاتەوە"])
    static let changesNothing = Refusal("changes_nothing", ["en": "must not be zero", "ar": "يجب ألا يكون صفراً", "ku": "نابێت سفر بێت"])
    static let stockAndChange = Refusal("conflicting", ["en": "cannot be combined with stock", "ar": "لا يمكن استخدامه مع stock", "ku": "ناکرێت لەگەڵ stock بەکاربهێنرێت"])
}
