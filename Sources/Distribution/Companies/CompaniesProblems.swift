import Kernel

// swift-format-ignore
extension Refusal {
    static let unknownCompany = Refusal("unknown_company", ["en": "is not a known company", "ar": "ليست شركة معروفة", "ku": "کۆمپانیایەکی ناسراو نییە"])
    static let notItsZone = Refusal("not_its_zone", ["en": "is not a zone that the company delivers to", "ar": "ليست منطقة توصّل إليها الشركة", "ku": "ناوچەیەک نییە کە کۆمپانیاکە بۆی دەگەیەنێت"])
}
