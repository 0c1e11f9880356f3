import Kernel

// swift-format-ignore
extension Problem.Code {
    static let quantityOutOfRange     = Self("distribution.quantity_out_of_range", 422, ["en": "The quantity is outside the allowed range.", "ar": "الكمية خارج الحدود المسموح بها.", "ku": "بڕەکە لە سنووری ڕێگەپێدراو دەرچووە."])
    static let amountTooLarge         = Self("distribution.amount_too_large", 422, ["en": "The amount is too large.", "ar": "المبلغ أكبر من الحد المسموح به.", "ku": "بڕی پارەکە زۆر گەورەیە."])
    static let productNotSold         = Self("distribution.product_not_sold", 409, ["en": "Some of the products are no longer available for sale.", "ar": "بعض المنتجات لم تعد معروضة للبيع.", "ku": "هەندێک لە بەرهەمەکان چیتر نافرۆشرێن."])
    static let promotionOverlaps      = Self("distribution.promotion_overlaps", 409, ["en": "Another promotion that cannot be combined with this one covers the same goods at the same time.", "ar": "يتعارض العرض مع عرض آخر لا يقبل الجمع ويشمل البضائع نفسها في الفترة ذاتها.", "ku": "ئۆفەرێکی تر کە لەگەڵ ئەمەدا کۆ ناکرێتەوە، لە هەمان کاتدا هەمان کاڵا دەگرێتەوە."])
    static let promotionExhausted     = Self("distribution.promotion_exhausted", 409, ["en": "The promotion has been used up. Request the price again.", "ar": "استُنفد العرض. اطلب السعر من جديد.", "ku": "ئۆفەرەکە تەواو بووە. دووبارە داوای نرخ بکە."])
    static let promotionNotApplicable = Self("distribution.promotion_not_applicable", 409, ["en": "The promotion does not apply to these goods.", "ar": "العرض لا ينطبق على هذه البضائع.", "ku": "ئۆفەرەکە بۆ ئەم کاڵایانە نییە."])
    static let zoneNeeded             = Self("distribution.zone_needed", 422, ["en": "A zone is required. Specify one.", "ar": "المنطقة مطلوبة. حدّدها.", "ku": "ناوچە پێویستە. دیاری بکە."])
}

// swift-format-ignore
extension Refusal {
    static let notOfThisKind      = Refusal("not_of_this_type", ["en": "is not allowed for this type of promotion", "ar": "غير مسموح به لهذا النوع من العروض", "ku": "بۆ ئەم جۆرە ئۆفەرە ڕێگەپێدراو نییە"])
    static let endsBeforeItStarts = Refusal("ends_before_it_starts", ["en": "must be after the start", "ar": "يجب أن يكون بعد البداية", "ku": "دەبێت دوای سەرەتا بێت"])
    static let namesNothing       = Refusal("names_nothing", ["en": "refers to something that does not exist", "ar": "يشير إلى عنصر غير موجود", "ku": "ئاماژە بە شتێک دەکات کە بوونی نییە"])
    static let notYourZone        = Refusal("not_your_zone", ["en": "is not one of your zones", "ar": "ليست من مناطقك", "ku": "یەکێک لە ناوچەکانت نییە"])
    static let ofAnotherCompany   = Refusal("of_another_company", ["en": "is a product of another company", "ar": "منتج لشركة أخرى", "ku": "بەرهەمی کۆمپانیایەکی ترە"])
}
