import Kernel
import Platform

// The guards of the lifecycle: pure, they see the request and nothing else.
extension ServiceRequest {
    /// All findings together, so that the customer can correct them in a single pass.
    static let readyToSubmit = Guard<ServiceRequest>(
        "ready_to_submit",
        ["en": "The request is not complete yet.", "it": "La richiesta non è ancora completa."]
    ) { request in
        [sectionsComplete, documentsComplete].flatMap { $0.findings(request) }
    }

    static let sectionsComplete = Guard<ServiceRequest>(
        "sections_complete",
        ["en": "Sections are missing or invalid.", "it": "Alcune sezioni mancano o non sono valide."]
    ) { request in
        request.sectionFindings
    }

    /// Every mandatory document of the checklist has been uploaded.
    static let documentsComplete = Guard<ServiceRequest>(
        "documents_complete",
        ["en": "Documents are missing.", "it": "Mancano dei documenti."]
    ) { request in
        request.documentFindings
    }

    static let reasonGiven = Guard<ServiceRequest>(
        "reason_given",
        ["en": "A reason is required.", "it": "È richiesta una motivazione."]
    ) { request in
        request.statusReason == nil ? [Problem.Fault("/reason", .reasonRequired)] : []
    }

    static let papersAskedFor = Guard<ServiceRequest>(
        "papers_asked_for",
        ["en": "No document has been requested.", "it": "Nessun documento è stato richiesto."]
    ) { request in
        request.openPaperRequests == 0 ? [Problem.Fault("/documents", .noPapersAskedFor)] : []
    }

    static let papersDelivered = Guard<ServiceRequest>(
        "papers_delivered",
        [
            "en": "Some requested documents are still missing.",
            "it": "Mancano ancora dei documenti richiesti.",
        ]
    ) { request in
        request.openPaperRequests > 0 ? [Problem.Fault("/documents", .papersStillMissing)] : []
    }
}
