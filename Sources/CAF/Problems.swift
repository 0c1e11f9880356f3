import Kernel

// Every way CAF can say no, beside those of the house.
// swift-format-ignore
extension Problem.Code {
    static let codiceFiscaleTaken  = Self("caf.codice_fiscale_taken", 409, ["en": "This codice fiscale was checked for another account.", "it": "Questo codice fiscale è già stato verificato per un altro account."])
    static let codiceFiscaleVerified = Self("caf.codice_fiscale_verified", 409, ["en": "The office has checked the codice fiscale of this account; ask the office to change it.", "it": "L'ufficio ha verificato il codice fiscale di questo account; per modificarlo occorre rivolgersi all'ufficio."])
    static let requestAlreadyOpen  = Self("caf.request_already_open", 409, ["en": "A request for this service and year is already open.", "it": "Esiste già una richiesta aperta per questo servizio e anno."])
    static let requestNotEditable  = Self("caf.request_not_editable", 409, ["en": "Only a draft can be changed or deleted.", "it": "Solo una bozza può essere modificata o eliminata."])
    static let requestNotAssignable = Self("caf.request_not_assignable", 409, ["en": "Only a request that is being worked can be assigned.", "it": "Solo una richiesta in lavorazione può essere assegnata."])
    static let notOneself          = Self("caf.not_oneself", 409, ["en": "Nobody can shut their own account out.", "it": "Nessuno può disattivare il proprio account."])
    static let mayOnlyClaim        = Self("caf.may_only_claim", 403, ["en": "An operator can take a request, not give it to someone else.", "it": "Un operatore può prendere in carico una richiesta, non assegnarla ad altri."])
}

let problems: [Problem.Code] =
    [
        .codiceFiscaleTaken, .codiceFiscaleVerified, .requestAlreadyOpen, .requestNotEditable,
        .requestNotAssignable, .mayOnlyClaim,
        .notOneself, .requestTakesNoPapers, .documentApproved, .tooManyDocuments, .appointmentTypeUsed,
        .alreadyEnrolled, .courseOver, .courseInUse, .courseUnpaid, .courseFull,
        .courseNeedsNoPayment, .noParameters, .noEstimate,
        .estimateIncomplete,
    ] + subscriptionProblems

// swift-format-ignore
extension Refusal {
    static let takenInFamily       = Refusal("taken_in_family",       ["en": "someone of the family has this codice fiscale already", "it": "un familiare ha già questo codice fiscale"])
    static let notAnActiveOperator = Refusal("not_an_active_operator", ["en": "is not an active operator", "it": "non è un operatore attivo"])
    static let reasonRequired      = Refusal("reason_required",       ["en": "a reason is required", "it": "è richiesta una motivazione"])
    static let papersStillMissing = Refusal("papers_still_missing",   ["en": "documents that were asked for have not come", "it": "mancano ancora documenti richiesti"])
    static let noPapersAskedFor    = Refusal("no_papers_asked_for",   ["en": "no document has been asked for; use request-documents", "it": "nessun documento richiesto; usare request-documents"])
}
