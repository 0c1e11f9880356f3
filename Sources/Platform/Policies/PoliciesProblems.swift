import Kernel

// swift-format-ignore
extension Refusal {
    static let wordListedTwice = Refusal("listed_twice", ["en": "is listed twice", "it": "è elencato due volte", "ar": "مذكور مرتين", "ku": "دوو جار نووسراوە"])
    static let policyTooSoon   = Refusal("not_before_tomorrow", ["en": "must be tomorrow or later", "it": "deve essere da domani in poi", "ar": "يجب أن يكون غداً أو بعده", "ku": "دەبێت سبەی یان دواتر بێت"])
}
