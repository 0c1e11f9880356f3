import Kernel

// swift-format-ignore
extension Problem.Code {
    static let orderNotDelivered = Self("distribution.order_not_delivered", 409, ["en": "Only delivered orders can be returned.", "ar": "لا يمكن إرجاع إلا الطلبات المُسلَّمة.", "ku": "تەنها داواکاری گەیەندراو دەگەڕێندرێتەوە."])
    static let returnedAlready   = Self("distribution.returned_already", 409, ["en": "The quantity is larger than what is left to return.", "ar": "الكمية أكبر من الكمية المتبقية للإرجاع.", "ku": "بڕەکە لەوە زیاترە کە بۆ گەڕاندنەوە ماوە."])
}

// swift-format-ignore
extension Refusal {
    static let notALine     = Refusal("not_a_line", ["en": "is not a line of the order", "ar": "ليس من أسطر الطلب", "ku": "دێڕێکی داواکارییەکە نییە"])
    static let moreThanLeft = Refusal("more_than_left", ["en": "exceeds the quantity left to return", "ar": "تتجاوز الكمية المتبقية للإرجاع", "ku": "لەوە زیاترە کە بۆ گەڕاندنەوە ماوە"])
}
