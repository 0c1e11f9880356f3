import Kernel

// swift-format-ignore
extension Problem.Code {
    static let tooManyAddresses = Self("distribution.too_many_addresses", 409, ["en": "There are as many addresses as there may be; delete one first.", "ar": "بلغت العناوين الحد الأقصى؛ احذف أحدها أولاً.", "ku": "ژمارەی ناونیشانەکان گەیشتووەتە سنوور؛ سەرەتا یەکێکیان بسڕەوە."])
    static let noZone    = Self("distribution.no_zone", 409, ["en": "Your shop is in no zone that is delivered to.", "ar": "متجرك ليس في منطقة توصيل.", "ku": "دوکانەکەت لە هیچ ناوچەیەکی گەیاندندا نییە."])
    static let cartFull  = Self("distribution.cart_full", 409, ["en": "There are as many products in the cart as there may be.", "ar": "بلغت السلة الحد الأقصى من المنتجات.", "ku": "سەبەتەکە پڕە لە بەرهەم."])
    static let cartEmpty = Self("distribution.cart_empty", 409, ["en": "There is nothing in the cart.", "ar": "السلة فارغة.", "ku": "سەبەتەکە بەتاڵە."])
    static let totalChanged = Self("distribution.total_changed", 409, ["en": "The order costs something else than expected; look at the new sum.", "ar": "تغيّر مبلغ الطلب عن المتوقع؛ راجع المبلغ الجديد.", "ku": "نرخی داواکارییەکە گۆڕاوە؛ سەیری بڕی نوێ بکە."])
    static let cancelTogether = Self("distribution.cancel_together", 409, ["en": "Another order of this checkout has a gift or a bundle price for what is in this one: cancel the whole checkout.", "ar": "في طلب آخر من عملية الشراء هذه هدية أو سعر حزمة مقابل ما في هذا الطلب: ألغِ عملية الشراء كلها.", "ku": "داواکارییەکی تری ئەم کڕینە دیاری یان نرخی کۆمەڵەی هەیە لەبەر ئەوەی لەم داواکارییەدایە: هەموو کڕینەکە هەڵبوەشێنەوە."])
    static let noAddress = Self("distribution.no_address", 409, ["en": "Add an address first: there is none that the goods could go to.", "ar": "أضف عنواناً أولاً لتوصيل البضاعة إليه.", "ku": "سەرەتا ناونیشانێک زیاد بکە بۆ گەیاندنی کاڵاکان."])
}

// swift-format-ignore
extension Refusal {
    static let unknownAddress = Refusal("unknown_address", ["en": "is none of your addresses", "ar": "ليس من عناوينك", "ku": "لە ناونیشانەکانت نییە"])
}
