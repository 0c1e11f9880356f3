import Kernel

// swift-format-ignore
extension Problem.Code {
    static let codiceFiscaleTaken  = Self("caf.codice_fiscale_taken", 409, ["en": "This codice fiscale was checked for another account.", "it": "Questo codice fiscale è già stato verificato per un altro account."])
    static let codiceFiscaleVerified = Self("caf.codice_fiscale_verified", 409, ["en": "The office has checked the codice fiscale of this account; ask the office to change it.", "it": "L'ufficio ha verificato il codice fiscale di questo account; per modificarlo occorre rivolgersi all'ufficio."])
    static let notOneself          = Self("caf.not_oneself", 409, ["en": "Nobody can shut their own account out.", "it": "Nessuno può disattivare il proprio account."])
}

// swift-format-ignore
extension Refusal {
    static let takenInFamily       = Refusal("taken_in_family",       ["en": "someone of the family has this codice fiscale already", "it": "un familiare ha già questo codice fiscale"])
}
