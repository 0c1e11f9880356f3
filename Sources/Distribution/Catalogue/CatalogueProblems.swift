import Kernel

// swift-format-ignore
extension Problem.Code {
    static let categoryInUse = Self("distribution.category_in_use", 409, ["en": "The category has products or categories below it.", "ar": "الفئة تحتوي على منتجات أو فئات فرعية.", "ku": "پۆلەکە کاڵا یان پۆلی لەژێردایە."])
    static let skuTaken = Self("distribution.sku_taken", 409, ["en": "Another product has this SKU.", "ar": "رمز المنتج مستخدم لمنتج آخر.", "ku": "ئەم کۆدە هی کاڵایەکی ترە."])
}

// swift-format-ignore
extension Refusal {
    static let belowItself = Refusal("below_itself", ["en": "is the category itself or one below it", "ar": "هي الفئة نفسها أو فئة تحتها", "ku": "خودی پۆلەکەیە یان لەژێریدایە"])
    static let tooDeep     = Refusal("too_deep", ["en": "has as many levels above it as there may be", "ar": "فوقها أقصى عدد من المستويات", "ku": "زۆرترین ئاستی لەسەرە"])
    static let invalidSKU = Refusal("invalid_sku", ["en": "is not an SKU of letters, digits, . _ / and -", "ar": "ليس رمز منتج من حروف وأرقام", "ku": "کۆدی کاڵا نییە لە پیت و ژمارە"])
    static let unknownReference = Refusal("unknown", ["en": "is not known here, or not yours", "ar": "غير معروف هنا أو ليس لك", "ku": "لێرە نەناسراوە یان هی تۆ نییە"])
    static let repeatedElement  = Refusal("repeated", ["en": "is given more than once", "ar": "مذكور أكثر من مرة", "ku": "زیاتر لە جارێک دراوە"])
    static let notDeliveredTo   = Refusal("not_delivered_to", ["en": "is not a zone that the company delivers to", "ar": "ليست منطقة توصل إليها الشركة", "ku": "ناوچەیەک نییە کە کۆمپانیاکە بۆی دەگەیەنێت"])
    static let outsideYourZones = Refusal("outside_your_zones", ["en": "must have one of your zones among them", "ar": "يجب أن تشمل إحدى مناطقك", "ku": "دەبێت یەکێک لە ناوچەکانت تێدا بێت"])
}
