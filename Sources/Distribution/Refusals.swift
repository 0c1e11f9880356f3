import Kernel

// Refusals that several features share.
// swift-format-ignore
extension Refusal {
    static let namedTwice  = Refusal("named_twice", ["en": "is listed twice", "ar": "مذكور مرتين", "ku": "دوو جار دراوە"])
    static let unknownZone = Refusal("unknown_zone", ["en": "is not an available delivery zone", "ar": "ليست منطقة توصيل متاحة", "ku": "ناوچەیەکی بەردەستی گەیاندن نییە"])
}
