import Kernel

// swift-format-ignore
extension Problem.Code {
    static let tooManyAddresses = Self("distribution.too_many_addresses", 409, ["en": "You have reached the maximum number of addresses. Delete one first.", "ar": "بلغت الحد الأقصى لعدد العناوين. احذف أحدها أولاً.", "ku": "ژمارەی ناونیشانەکانت گەیشتووەتە زۆرترین ڕادە. سەرەتا یەکێکیان بسڕەوە."])
    static let noZone    = Self("distribution.no_zone", 409, ["en": "Your shop is not in a zone that we deliver to.", "ar": "متجرك ليس ضمن منطقة نوصّل إليها.", "ku": "دوکانەکەت لە هیچ ناوچەیەکی گەیاندندا نییە."])
    static let cartFull  = Self("distribution.cart_full", 409, ["en": "The cart cannot hold any more products.", "ar": "لا تتسع السلة لمنتجات أخرى.", "ku": "سەبەتەکە پڕە و جێگەی بەرهەمی تری تێدا نییە."])
    static let cartEmpty = Self("distribution.cart_empty", 409, ["en": "The cart is empty.", "ar": "السلة فارغة.", "ku": "سەبەتەکە بەتاڵە."])
    static let totalChanged = Self("distribution.total_changed", 409, ["en": "The order total has changed. Please review it.", "ar": "تغيّر إجمالي الطلب. يُرجى مراجعة المبلغ الجديد.", "ku": "کۆی نرخی داواکارییەکە گۆڕاوە. تکایە سەیری بڕی نوێ بکە."])
    static let cancelTogether = Self("distribution.cancel_together", 409, ["en": "Another order of this checkout has a gift or a bundle price because of the goods in this order. Cancel the whole checkout instead.", "ar": "في طلب آخر من عملية الشراء نفسها هدية أو سعر حزمة بفضل بضائع هذا الطلب. ألغِ عملية الشراء كاملة.", "ku": "داواکارییەکی تری هەمان کڕین دیاری یان نرخی کۆمەڵەی هەیە بەهۆی کاڵاکانی ئەم داواکارییەوە. لەبری ئەوە هەموو کڕینەکە هەڵبوەشێنەوە."])
    static let noAddress = Self("distribution.no_address", 409, ["en": "There is no delivery address. Add one first.", "ar": "لا يوجد عنوان للتوصيل. أضف عنواناً أولاً.", "ku": "ناونیشانی گەیاندن نییە. سەرەتا ناونیشانێک زیاد بکە."])
}

// swift-format-ignore
extension Refusal {
    static let unknownAddress = Refusal("unknown_address", ["en": "is not one of your addresses", "ar": "ليس من عناوينك", "ku": "لە ناونیشانەکانت نییە"])
}
