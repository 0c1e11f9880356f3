import Kernel

// swift-format-ignore
extension Problem.Code {
    static let notOneself = Self("distribution.not_oneself", 409, ["en": "You cannot do this to your own account.", "ar": "لا يمكنك تنفيذ هذا الإجراء على حسابك.", "ku": "ناتوانیت ئەم کارە بۆ هەژماری خۆت بکەیت."])
}

// swift-format-ignore
extension Refusal {
    static let zonesNeeded = Refusal("zones_needed", ["en": "must contain at least one zone for a location admin", "ar": "يحتاج مشرف المنطقة إلى منطقة واحدة على الأقل", "ku": "بەڕێوەبەری ناوچە لانیکەم پێویستی بە یەک ناوچەیە"])
    static let zonesOfAll  = Refusal("zones_of_all", ["en": "must be empty: a super admin has all zones", "ar": "يجب أن تكون فارغة: للمشرف العام كل المناطق", "ku": "دەبێت بەتاڵ بێت: بەڕێوەبەری گشتی هەموو ناوچەکانی هەیە"])
    static let vendorsByCompany = Refusal("vendors_by_company", ["en": "cannot be vendor: add vendors with POST /api/companies/{id}/vendors", "ar": "لا يمكن أن يكون بائعاً: أضف البائعين بالطلب POST /api/companies/{id}/vendors", "ku": "ناکرێت فرۆشیار بێت: فرۆشیاران بە POST /api/companies/{id}/vendors زیاد بکە"])
    static let byAdministrators = Refusal("by_administrators", ["en": "can be changed only by administrators", "ar": "لا يغيّرها إلا المشرفون", "ku": "تەنها بەڕێوەبەران دەتوانن بیگۆڕن"])
}
