import Kernel

// swift-format-ignore
extension Problem.Code {
    static let quantityOutOfRange     = Self("distribution.quantity_out_of_range", 422, ["en": "Nobody can order that many.", "ar": "الكمية المطلوبة غير مقبولة.", "ku": "ئەو بڕە قبوڵ ناکرێت."])
    static let amountTooLarge         = Self("distribution.amount_too_large", 422, ["en": "The amount is larger than we can reckon with.", "ar": "المبلغ أكبر مما يمكن احتسابه.", "ku": "بڕی پارەکە زۆر گەورەیە."])
    static let productNotSold         = Self("distribution.product_not_sold", 409, ["en": "Some of the products are not sold any more.", "ar": "بعض المنتجات لم تعد معروضة للبيع.", "ku": "هەندێک لە بەرهەمەکان چیتر نافرۆشرێن."])
    static let promotionOverlaps      = Self("distribution.promotion_overlaps", 409, ["en": "At the same time another promotion that cannot be combined is about the same goods.", "ar": "يتعارض العرض مع عرض آخر غير قابل للجمع على البضائع نفسها في الفترة ذاتها.", "ku": "ئەم ئۆفەرە لەگەڵ ئۆفەرێکی تر کە کۆ ناکرێتەوە لەسەر هەمان کاڵا لە هەمان کاتدا ناگونجێت."])
    static let promotionExhausted     = Self("distribution.promotion_exhausted", 409, ["en": "The promotion has been used up; ask for the price again.", "ar": "نفد العرض؛ اطلب السعر من جديد.", "ku": "ئۆفەرەکە تەواو بووە؛ دووبارە داوای نرخ بکە."])
    static let promotionNotApplicable = Self("distribution.promotion_not_applicable", 409, ["en": "The promotion does not apply to these goods.", "ar": "العرض لا ينطبق على هذه البضائع.", "ku": "ئۆفەرەکە بۆ ئەم کاڵایانە نییە."])
    static let zoneNeeded             = Self("distribution.zone_needed", 422, ["en": "Say for which zone.", "ar": "حدّد المنطقة.", "ku": "ناوچەکە دیاری بکە."])
}

// swift-format-ignore
extension Refusal {
    static let notOfThisKind      = Refusal("not_of_this_type", ["en": "does not go with this type of promotion", "ar": "لا يتوافق مع هذا النوع من العروض", "ku": "لەگەڵ ئەم جۆرە ئۆفەرە ناگونجێت"])
    static let endsBeforeItStarts = Refusal("ends_before_it_starts", ["en": "must be after the beginning", "ar": "يجب أن يكون بعد البداية", "ku": "دەبێت دوای دەستپێک بێت"])
    static let namesNothing       = Refusal("names_nothing", ["en": "names something that is not there", "ar": "يشير إلى عنصر غير موجود", "ku": "ناوی شتێک دەبات کە نییە"])
    static let ofAnotherCompany   = Refusal("of_another_company", ["en": "is a product of another company", "ar": "منتج لشركة أخرى", "ku": "بەرهەمی کۆمپانیایەکی ترە"])
}
