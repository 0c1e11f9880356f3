import Kernel
import Platform

extension Document {
    /// Nobody approves what nobody can have looked at.
    static let approvable = Guard<Document>(
        "approvable",
        ["en": "The document cannot be approved now.", "it": "Il documento non può essere approvato ora."]
    ) { document in
        var findings = Findings()
        findings.require(document.requestStatus.isBeingWorked, "/request", .requestNotWorked)
        return findings.faults + document.file.approvalFaults
    }

    static let rejectable = Guard<Document>(
        "rejectable",
        ["en": "The document cannot be rejected now.", "it": "Il documento non può essere respinto ora."]
    ) { document in
        var findings = Findings()
        findings.require(document.requestStatus.isBeingWorked, "/request", .requestNotWorked)
        findings.require(document.reason != nil, "/reason", .reasonRequired)
        return findings.faults
    }
}

extension ServiceRequest.Status {
    /// Handed in, and not done with.
    var isBeingWorked: Bool {
        switch self {
        case .submitted, .inReview, .missingDocuments: true
        case .draft, .completed, .closed, .rejected: false
        }
    }

    var takesPapers: Bool { self == ServiceRequest.lifecycle.start || isBeingWorked }
}

extension PaperCategory {
    /// What is accepted as such a paper: one page photographed, or a year's receipts in one scan.
    var rules: FileRules {
        switch self {
        case .identityDocument, .vehicleRegistration, .universityEnrolment:
            FileRules(MediaType.papers, upTo: 10 << 20)
        case .medicalReceipts, .tuitionReceipts, .renovationInvoices, .incomeReceipts:
            FileRules(MediaType.papers, upTo: 50 << 20)
        default: FileRules(MediaType.papers, upTo: 20 << 20)
        }
    }

    static let widestRules = FileRules(MediaType.papers, upTo: allCases.map(\.rules.maxBytes).max() ?? 0)
}

// swift-format-ignore
extension Refusal {
    static let requestNotWorked  = Refusal("request_not_worked",  ["en": "the request is not being worked", "it": "la richiesta non è in lavorazione"])
    static let notAskedFor       = Refusal("not_asked_for",       ["en": "is nothing that this request still waits for", "it": "non è tra i documenti ancora attesi per questa richiesta"])
    static let documentMissing   = Refusal("document_missing",    ["en": "this document must be uploaded", "it": "questo documento va caricato"])
    static let documentRejected  = Refusal("document_rejected",   ["en": "this document was rejected; upload a better one", "it": "questo documento è stato respinto; caricarne uno migliore"])
    static let documentInfected  = Refusal("document_infected",   ["en": "this document had a virus; upload it again", "it": "questo documento conteneva un virus; caricarlo di nuovo"])
}

// swift-format-ignore
extension Problem.Code {
    static let requestTakesNoPapers = Self("caf.request_takes_no_papers", 409, ["en": "The request takes no documents any more.", "it": "La richiesta non accetta più documenti."])
    static let documentApproved     = Self("caf.document_approved", 409, ["en": "An approved document stays; upload a new version instead.", "it": "Un documento approvato non si elimina; caricare una nuova versione."])
    static let tooManyDocuments     = Self("caf.too_many_documents", 409, ["en": "The request has as many documents as it can hold.", "it": "La richiesta contiene già il numero massimo di documenti."])
}
