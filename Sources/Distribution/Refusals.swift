import Kernel

// What several features refuse alike.
// swift-format-ignore
extension Refusal {
    static let namedTwice  = Refusal("named_twice", ["en": "is named twice", "ar": "مذكور مرتين", "ku": "دوو جار ناونراوە"])
    static let unknownZone = Refusal("unknown_zone", ["en": "is not a zone that is delivered to", "ar": "ليست منطقة نوصل إليها", "ku": "ناوچەیەک نییە کە بۆی دەگەیەنرێت"])
}
