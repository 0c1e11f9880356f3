import Kernel

// swift-format-ignore
extension Problem.Code {
    static let nothingDue        = Self("distribution.nothing_due", 409, ["en": "Nothing is due for this window.", "ar": "لا يوجد مستحق لهذه الفترة.", "ku": "هیچ شایستەیەک نییە بۆ ئەم ماوەیە."])
    static let nothingToSettle   = Self("distribution.nothing_to_settle", 409, ["en": "Nothing was booked since the last settlement.", "ar": "لم يُقيَّد شيء منذ آخر تسوية.", "ku": "لە دوایین یەکلاکردنەوەوە هیچ تۆمار نەکراوە."])
}

// swift-format-ignore
extension Refusal {
    static let notAWindow     = Refusal("not_a_window", ["en": "is after the last day, or more than 366 days before it", "ar": "بعد اليوم الأخير أو قبله بأكثر من ٣٦٦ يوماً", "ku": "دوای دوا ڕۆژە، یان زیاتر لە ٣٦٦ ڕۆژ پێشییەتی"])
    static let dayToCome      = Refusal("day_to_come", ["en": "is a day that has not come yet", "ar": "يوم لم يأتِ بعد", "ku": "ڕۆژێکە هێشتا نەهاتووە"])
    static let settledAlready = Refusal("settled_already", ["en": "is before the last day that has been settled", "ar": "قبل آخر يوم تمت تسويته", "ku": "پێش دوا ڕۆژی یەکلاکراوەیە"])
}
