import Kernel

// swift-format-ignore
extension Problem.Code {
    static let nothingDue        = Self("distribution.nothing_due", 409, ["en": "Nothing is due for this period.", "ar": "لا توجد مستحقات لهذه الفترة.", "ku": "هیچ شایستەیەک نییە بۆ ئەم ماوەیە."])
    static let nothingToSettle   = Self("distribution.nothing_to_settle", 409, ["en": "Nothing has been booked since the last settlement.", "ar": "لم يُقيَّد شيء منذ آخر تسوية.", "ku": "لە دوایین یەکلاکردنەوەوە هیچ تۆمار نەکراوە."])
}

// swift-format-ignore
extension Refusal {
    static let notAWindow     = Refusal("not_a_window", ["en": "must not be after the last day, nor more than 365 days before it", "ar": "يجب ألا يكون بعد اليوم الأخير ولا قبله بأكثر من 365 يوماً", "ku": "نابێت دوای دوا ڕۆژ بێت، یان زیاتر لە 365 ڕۆژ پێش ئەو بێت"])
    static let dayToCome      = Refusal("day_to_come", ["en": "is in the future", "ar": "يقع في المستقبل", "ku": "لە داهاتوودایە"])
    static let settledAlready = Refusal("settled_already", ["en": "is before the last settled day", "ar": "يسبق آخر يوم تمت تسويته", "ku": "پێش دوا ڕۆژی یەکلاکراوەیە"])
}
