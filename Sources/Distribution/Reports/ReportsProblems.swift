import Kernel

// swift-format-ignore
extension Problem.Code {
    static let outOfOrder = Self("distribution.out_of_order", 503, ["en": "The market cannot be reached at the moment.", "ar": "الخدمة غير متاحة حالياً.", "ku": "خزمەتگوزارییەکە ئێستا بەردەست نییە."])
    static let tooMuchForPaper = Self("distribution.too_much_for_paper", 422, ["en": "There are more than 2000 rows; narrow them down or take the CSV.", "ar": "عدد الصفوف أكثر من 2000؛ ضيّق النطاق أو استخدم ملف CSV.", "ku": "ژمارەی ڕیزەکان لە 2000 زیاترە؛ کەمی بکەرەوە یان فایلی CSV بەکاربهێنە."])
}

// swift-format-ignore
extension Refusal {
    static let emailOrPhone = Refusal("email_or_phone", ["en": "is not to be given beside an e-mail address", "ar": "لا يُعطى مع البريد الإلكتروني", "ku": "لەگەڵ ئیمەیڵدا نادرێت"])
}
