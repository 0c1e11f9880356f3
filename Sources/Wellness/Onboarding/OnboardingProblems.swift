import Kernel

// swift-format-ignore
extension Problem.Code {
    static let onboardingVersion = Self("onboarding.version", 409, ["en": "The questions have changed. Read them again and send the answers with the new version.", "it": "Le domande sono cambiate. Le rilegga e invii le risposte con la nuova versione."])
}

// swift-format-ignore
extension Refusal {
    static let notAnOption = Refusal("not_an_option", ["en": "is not one of the options of the question", "it": "non è tra le opzioni della domanda"])
    static let chosenTwice = Refusal("chosen_twice",  ["en": "is given twice", "it": "è indicato due volte"])
    static let baselineConsent = Refusal("consent_required", ["en": "needs your consent to the diary, here or given before", "it": "richiede il consenso al diario, dato qui o in precedenza"])
}
