import Kernel

// swift-format-ignore
extension Problem.Code {
    static let categoryInUse = Self("distribution.category_in_use", 409, ["en": "The category still has products or subcategories.", "ar": "ما زالت الفئة تحتوي على منتجات أو فئات فرعية.", "ku": "پۆلەکە هێشتا بەرهەم یان ژێرپۆلی تێدایە."])
    static let skuTaken = Self("distribution.sku_taken", 409, ["en": "Another product has this SKU.", "ar": "رمز المنتج مستخدم لمنتج آخر.", "ku": "ئەم کۆدە هی بەرهەمێکی ترە."])
}

// swift-format-ignore
extension Refusal {
    static let belowItself = Refusal("below_itself", ["en": "is the category itself or one of its subcategories", "ar": "هي الفئة نفسها أو إحدى فئاتها الفرعية", "ku": "خودی پۆلەکەیە یان یەکێک لە ژێرپۆلەکانی"])
    static let notAtThisLevel = Refusal("not_at_this_level", ["en": "is not one of the categories at this level", "ar": "ليست من فئات هذا المستوى", "ku": "لە پۆلەکانی ئەم ئاستە نییە"])
    static let tooDeep     = Refusal("too_deep", ["en": "is at the deepest level allowed", "ar": "في أعمق مستوى مسموح به", "ku": "لە قووڵترین ئاستی ڕێگەپێدراودایە"])
    static let invalidSKU = Refusal("invalid_sku", ["en": "must have 1 to 64 Latin letters, digits or the characters . _ / -", "ar": "يجب أن يتكون من 1 إلى 64 من الحروف اللاتينية والأرقام والرموز . _ / -", "ku": "دەبێت لە 1 تا 64 پیتی لاتینی یان ژمارە یان نیشانەی . _ / - پێکبێت"])
    static let unknownReference = Refusal("unknown", ["en": "does not exist or is not accessible to you", "ar": "غير موجود أو لا يمكنك الوصول إليه", "ku": "بوونی نییە یان دەستت پێی ناگات"])
    static let repeatedElement  = Refusal("repeated", ["en": "is given more than once", "ar": "مذكور أكثر من مرة", "ku": "زیاتر لە جارێک دراوە"])
    static let notDeliveredTo   = Refusal("not_delivered_to", ["en": "is not a zone that the company delivers to", "ar": "ليست منطقة توصّل إليها الشركة", "ku": "ناوچەیەک نییە کە کۆمپانیاکە بۆی دەگەیەنێت"])
    static let outsideYourZones = Refusal("outside_your_zones", ["en": "must include one of your zones", "ar": "يجب أن تشمل إحدى مناطقك", "ku": "دەبێت یەکێک لە ناوچەکانت تێدا بێت"])
}
