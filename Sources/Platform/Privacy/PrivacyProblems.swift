import Kernel

// swift-format-ignore
extension Problem.Code {
    package static let erasureHeld = Self("privacy.erasure_held", 409, ["en": "The law requires this account to be kept for now.", "it": "La legge impone di conservare per ora questo account.", "ar": "يوجب القانون الاحتفاظ بهذا الحساب حالياً.", "ku": "بەپێی یاسا دەبێت ئەم هەژمارە ئێستا بپارێزرێت."])
    package static let consentRequired = Self("consent_required", 403, ["en": "This needs your consent first.", "it": "Serve prima il suo consenso.", "ar": "يتطلب هذا موافقتك أولاً.", "ku": "ئەمە سەرەتا ڕەزامەندیی تۆی پێویستە."])
    package static let holdLifted  = Self("privacy.hold_lifted", 409, ["en": "The legal hold has already been lifted.", "it": "Il vincolo di legge è già stato rimosso.", "ar": "رُفع الحجز القانوني من قبل.", "ku": "ڕاگرتنە یاساییەکە پێشتر لابراوە."])
}

// swift-format-ignore
extension Refusal {
    package static let consentRequired = Refusal("consent_required", ["en": "consent is required here; to withdraw it, delete the account", "it": "il consenso è obbligatorio; per revocarlo, eliminare l'account", "ar": "الموافقة مطلوبة هنا؛ لسحبها احذف الحساب", "ku": "ڕەزامەندی لێرە پێویستە؛ بۆ کشاندنەوەی هەژمارەکە بسڕەوە"])
    package static let notAskedFor     = Refusal("not_asked_for", ["en": "is not requested here", "it": "non è richiesto", "ar": "غير مطلوب هنا", "ku": "لێرە داوا ناکرێت"])
    package static let saidTwice       = Refusal("said_twice", ["en": "appears twice", "it": "è ripetuto", "ar": "مذكور مرتين", "ku": "دوو جار هاتووە"])

    static func notInForce(_ version: String) -> Refusal {
        Refusal("not_in_force", ["en": "is not the version in force, \(version)", "it": "non è la versione in vigore, \(version)", "ar": "ليست النسخة السارية، \(version)", "ku": "وەشانی کارپێکراو نییە، \(version)"])
    }

    /// The consents that an account cannot do without.
    static func consentsMissing(_ purposes: [Consent.Purpose]) -> Refusal {
        let words = purposes.map(\.rawValue).joined(separator: ", ")
        return Refusal("consent_required", ["en": "lacks the required consent to: \(words)", "it": "manca il consenso obbligatorio a: \(words)", "ar": "تنقص الموافقة المطلوبة على: \(words)", "ku": "ڕەزامەندیی پێویست کەمە بۆ: \(words)"])
    }
}
