import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let erasureHeld = Self("privacy.erasure_held", 409, ["en": "The law requires this account to be kept for now.", "it": "La legge impone di conservare per ora questo account.", "ar": "يوجب القانون الاحتفاظ بهذا الحساب حالياً.", "ku": "بەپێی یاسا دەبێت ئەم هەژمارە ئێستا بپارێزرێت."])
    package static let holdLifted  = Self("privacy.hold_lifted", 409, ["en": "The legal hold has already been lifted.", "it": "Il vincolo di legge è già stato rimosso.", "ar": "رُفع الحجز القانوني من قبل.", "ku": "ڕاگرتنە یاساییەکە پێشتر لابراوە."])
}

// swift-format-ignore
extension Refusal {
    package static let consentRequired = Refusal("consent_required", ["en": "consent is required here; to withdraw it, delete the account", "it": "il consenso è obbligatorio; per revocarlo, eliminare l'account", "ar": "الموافقة مطلوبة هنا؛ لسحبها احذف الحساب", "ku": "ڕەزامەندی لێرە پێویستە؛ بۆ کشاندنەوەی هەژمارەکە بسڕەوە"])
    package static let notAskedFor     = Refusal("not_asked_for", ["en": "is not requested here", "it": "non è richiesto", "ar": "غير مطلوب هنا", "ku": "لێرە داوا ناکرێت"])
    package static let saidTwice       = Refusal("said_twice", ["en": "appears twice", "it": "è ripetuto", "ar": "مذكور مرتين", "ku": "دوو جار هاتووە"])
    package static let notInForce      = Refusal("not_in_force", ["en": "is not the version in force", "it": "non è la versione in vigore", "ar": "ليست النسخة السارية", "ku": "وەشانی کارپێکراو نییە"])
}
