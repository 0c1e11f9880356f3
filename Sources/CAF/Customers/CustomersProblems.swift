import Kernel

// swift-format-ignore
extension Problem.Code {
    static let codiceFiscaleTaken  = Self("caf.codice_fiscale_taken", 409, ["en": "This codice fiscale has been verified for another account.", "it": "Questo codice fiscale è già stato verificato per un altro account."])
    static let codiceFiscaleVerified = Self("caf.codice_fiscale_verified", 409, ["en": "The codice fiscale of this account has been verified. Ask the office to change it.", "it": "Il codice fiscale di questo account è stato verificato. Per modificarlo occorre rivolgersi all'ufficio."])
    static let notOneself          = Self("caf.not_oneself", 409, ["en": "You cannot deactivate your own account.", "it": "Non è possibile disattivare il proprio account."])
}

// swift-format-ignore
extension Refusal {
    static let takenInFamily       = Refusal("taken_in_family",       ["en": "another family member already has this codice fiscale", "it": "un familiare ha già questo codice fiscale"])
}
