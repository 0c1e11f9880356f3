import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let privacyRequestOpen = Self("privacy.request_open", 409, ["en": "There is already an open request of this kind.", "it": "C'è già una richiesta aperta di questo tipo.", "ar": "يوجد طلب مفتوح من هذا النوع بالفعل.", "ku": "پێشتر داواکارییەکی کراوەی لەم جۆرە هەیە."])
}

// swift-format-ignore
extension Refusal {
    static let onlyWhenRefused = Refusal("only_when_refused", ["en": "belongs to a refusal only", "it": "è ammesso solo per un rifiuto", "ar": "يخص الرفض فقط", "ku": "تەنها بۆ ڕەتکردنەوەیە"])
}
