import Kernel

// swift-format-ignore
extension Problem.Code {
    static let tutorSuspended = Self("tutor.suspended", 409, ["it": "L'insegnante è sospeso.", "en": "The tutor is suspended."])
    static let rateMissing    = Self("tutor.rate_missing", 409, ["it": "Imposta prima la tariffa oraria.", "en": "Set the hourly rate first."])
}

// swift-format-ignore
extension Refusal {
    static let noLessonLength     = Refusal("no_lesson_length", ["it": "deve essere 30, 45, 60, 90 o 120 minuti", "en": "must be 30, 45, 60, 90 or 120 minutes"])
    static let contactData        = Refusal("contact_data", ["it": "contiene un recapito", "en": "has contact data in it"])
    static let noStep             = Refusal("no_step", ["it": "deve essere 15, 30 o 60 minuti", "en": "must be 15, 30 or 60 minutes"])
    static let withPapers         = Refusal("with_papers", ["it": "si cambia con una nuova verifica: POST tutors/me/verification", "en": "changes with a new verification: POST tutors/me/verification"])
    static let noMeetingAddress   = Refusal("no_meeting_address", ["it": "non è un indirizzo https", "en": "is not an https address"])
    static let underEighteen      = Refusal("under_eighteen", ["it": "deve avere almeno 18 anni", "en": "must be at least 18 years old"])
    static let onlyInItaly        = Refusal("only_in_italy", ["it": "esiste solo in Italia", "en": "exists in Italy only"])
    static let noVATNumberHere    = Refusal("no_vat_number_here", ["it": "non va con questo regime", "en": "does not go with this regime"])
    static let noItalianVATNumber = Refusal("invalid_partita_iva", ["it": "non è una partita IVA valida", "en": "is not an Italian VAT number"])
    static let noCodiceFiscale    = Refusal("invalid_codice_fiscale", ["it": "non è un codice fiscale valido", "en": "is not an Italian tax code"])
    static let otherBirthDate     = Refusal("other_birth_date", ["it": "indica un'altra data di nascita", "en": "has another date of birth"])
}
