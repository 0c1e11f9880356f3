import Kernel

// swift-format-ignore
extension Problem.Code {
    static let outOfOrder = Self("distribution.out_of_order", 503, ["en": "The service is unavailable at the moment.", "ar": "الخدمة غير متاحة حالياً.", "ku": "خزمەتگوزارییەکە ئێستا بەردەست نییە."])
    static let tooMuchForPaper = Self("distribution.too_much_for_paper", 422, ["en": "The report has more than 2,000 rows. Narrow the filter or export it as CSV.", "ar": "يتجاوز التقرير 2000 صف. ضيّق نطاق التصفية أو صدّر التقرير بصيغة CSV.", "ku": "ڕاپۆرتەکە لە 2000 ڕیز زیاترە. پاڵاوتنەکە تەسکتر بکەرەوە یان وەک CSV هەناردەی بکە."])
}

// swift-format-ignore
extension Refusal {
    static let notOfThisExport = Refusal("not_of_this_export", ["en": "does not apply to this export", "ar": "لا ينطبق على هذا التصدير", "ku": "بۆ ئەم هەناردەیە بەکارنایەت"])
    static let emailOrPhone = Refusal("email_or_phone", ["en": "cannot be combined with an e-mail address", "ar": "لا يمكن استخدامه مع البريد الإلكتروني", "ku": "ناکرێت لەگەڵ ئیمەیڵدا بەکاربهێنرێت"])
}
