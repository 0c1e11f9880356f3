import Kernel

// swift-format-ignore
extension Problem.Code {
    static let requestAlreadyOpen  = Self("caf.request_already_open", 409, ["en": "A request for this service and year is already open.", "it": "Esiste già una richiesta aperta per questo servizio e anno."])
    static let requestNotEditable  = Self("caf.request_not_editable", 409, ["en": "Only a draft can be changed or deleted.", "it": "Solo una bozza può essere modificata o eliminata."])
    static let requestNotAssignable = Self("caf.request_not_assignable", 409, ["en": "Only a submitted request that is still open can be assigned.", "it": "Solo una richiesta inviata e ancora aperta può essere assegnata."])
    static let mayOnlyClaim        = Self("caf.may_only_claim", 403, ["en": "Operators can only assign a request to themselves.", "it": "Un operatore può assegnare una richiesta solo a sé stesso."])
}

// swift-format-ignore
extension Refusal {
    static let notAnActiveOperator = Refusal("not_an_active_operator", ["en": "is not an active operator", "it": "non è un operatore attivo"])
    static let reasonRequired      = Refusal("reason_required",       ["en": "a reason is required", "it": "è richiesta una motivazione"])
    static let papersStillMissing = Refusal("papers_still_missing",   ["en": "requested documents are still missing", "it": "mancano ancora dei documenti richiesti"])
    static let noPapersAskedFor    = Refusal("no_papers_asked_for",   ["en": "no document has been requested; use request-documents first", "it": "nessun documento richiesto; usare prima request-documents"])
}
