import Kernel

// swift-format-ignore
extension Problem.Code {
    static let requestTakesNoPapers = Self("caf.request_takes_no_papers", 409, ["en": "The request takes no documents any more.", "it": "La richiesta non accetta più documenti."])
    static let documentApproved     = Self("caf.document_approved", 409, ["en": "An approved document stays; upload a new version instead.", "it": "Un documento approvato non si elimina; caricare una nuova versione."])
    static let tooManyDocuments     = Self("caf.too_many_documents", 409, ["en": "The request has as many documents as it can hold.", "it": "La richiesta contiene già il numero massimo di documenti."])
}

// swift-format-ignore
extension Refusal {
    static let requestNotWorked  = Refusal("request_not_worked",  ["en": "the request is not being worked", "it": "la richiesta non è in lavorazione"])
    static let notAskedFor       = Refusal("not_asked_for",       ["en": "is nothing that this request still waits for", "it": "non è tra i documenti ancora attesi per questa richiesta"])
    static let documentMissing   = Refusal("document_missing",    ["en": "this document must be uploaded", "it": "questo documento va caricato"])
    static let documentRejected  = Refusal("document_rejected",   ["en": "this document was rejected; upload a better one", "it": "questo documento è stato respinto; caricarne uno migliore"])
    static let documentInfected  = Refusal("document_infected",   ["en": "this document had a virus; upload it again", "it": "questo documento conteneva un virus; caricarlo di nuovo"])
}
