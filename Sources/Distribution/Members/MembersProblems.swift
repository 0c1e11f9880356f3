import Kernel

// swift-format-ignore
extension Problem.Code {
    static let notOneself = Self("distribution.not_oneself", 409, ["en": "Nobody can do this to their own account.", "ar": "لا يمكن لأحد فعل هذا بحسابه.", "ku": "هیچ کەس ناتوانێت ئەمە لەگەڵ هەژماری خۆی بکات."])
}

// swift-format-ignore
extension Refusal {
    static let zonesNeeded = Refusal("zones_needed", ["en": "a location admin needs at least one zone", "ar": "يحتاج مشرف المنطقة إلى منطقة واحدة على الأقل", "ku": "بەڕێوەبەری ناوچە لانیکەم پێویستی بە یەک ناوچەیە"])
    static let zonesOfAll  = Refusal("zones_of_all", ["en": "must be empty: a super admin has all zones", "ar": "يجب أن تكون فارغة: للمشرف العام كل المناطق", "ku": "دەبێت بەتاڵ بێت: بەڕێوەبەری گشتی هەموو ناوچەکانی هەیە"])
    static let vendorsByCompany = Refusal("vendors_by_company", ["en": "is let in by a company: POST /api/companies/{id}/vendors", "ar": "يُضاف البائع من صفحة شركته", "ku": "فرۆشیار لە لایەن کۆمپانیاکەیەوە زیاد دەکرێت"])
    static let byAdministrators = Refusal("by_administrators", ["en": "is changed by administrators", "ar": "يغيّرها المشرفون", "ku": "لەلایەن بەڕێوەبەرانەوە دەگۆڕدرێت"])
}
