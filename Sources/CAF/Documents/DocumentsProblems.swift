import Kernel

// swift-format-ignore
extension Problem.Code {
    static let requestTakesNoPapers = Self("caf.request_takes_no_papers", 409, ["en": "The request no longer accepts documents.", "it": "La richiesta non accetta più documenti."])
    static let documentApproved     = Self("caf.document_approved", 409, ["en": "An approved document cannot be deleted. Upload a new version instead.", "it": "Un documento approvato non si può eliminare. Caricare invece una nuova versione."])
    static let tooManyDocuments     = Self("caf.too_many_documents", 409, ["en": "The request already has the maximum number of documents.", "it": "La richiesta contiene già il numero massimo di documenti."])
}

// swift-format-ignore
extension Refusal {
    static let requestNotWorked  = Refusal("request_not_worked",  ["en": "the request is not open for review", "it": "la richiesta non è in lavorazione"])
    static let notAskedFor       = Refusal("not_asked_for",       ["en": "is not a document that this request is waiting for", "it": "non è tra i documenti ancora attesi per questa richiesta"])
    static let documentMissing   = Refusal("document_missing",    ["en": "this document must be uploaded", "it": "questo documento va caricato"])
    static let documentRejected  = Refusal("document_rejected",   ["en": "this document was rejected; upload a new version", "it": "questo documento è stato respinto; caricarne una nuova versione"])
    static let documentInfected  = Refusal("document_infected",   ["en": "this document contained a virus; upload it again from a clean device", "it": "questo documento conteneva un virus; caricarlo di nuovo da un dispositivo sicuro"])
}
