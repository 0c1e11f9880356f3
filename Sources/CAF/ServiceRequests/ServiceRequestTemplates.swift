import Kernel
import Platform

extension NoticeTemplate.Name {
    static let requestSubmitted: Self = "caf.request_submitted"
    static let requestTaken: Self = "caf.request_taken"
    static let documentsMissing: Self = "caf.documents_missing"
    static let documentRejected: Self = "caf.document_rejected"
    static let documentInfected: Self = "caf.document_infected"
    static let requestCompleted: Self = "caf.request_completed"
    static let requestRejected: Self = "caf.request_rejected"
    static let requestClosed: Self = "caf.request_closed"
    static let messageReceived: Self = "caf.message_received"
    static let requestArrived: Self = "caf.request_arrived"
    static let requestAssigned: Self = "caf.request_assigned"
    static let papersDelivered: Self = "caf.papers_delivered"
    static let requestOverdue: Self = "caf.request_overdue"
}

/// Notifications about requests, to customers and to the office.
let serviceRequestTemplates: [NoticeTemplate] = customerTemplates + officeTemplates

let serviceRequestExample = NoticeExample(
    [
        "service": "ISEE", "year": "2026", "customer": "Giulia Rossi",
        "reason": "Il documento è illeggibile.",
        "documents": "– Certificazione Unica (CU): Manca la CU di Paolo",
        "document": "carta-identita.pdf",
    ],
    multiline: ["reason", "documents"]
)

private let customerTemplates = [
    template(
        .requestSubmitted,
        [
            "en": "{{service}} {{year}}: we have received your request",
            "it": "{{service}} {{year}}: abbiamo ricevuto la sua richiesta",
        ],
        [
            "en":
                "We have received your request {{service}} {{year}}. We will notify you as soon as an operator starts working on it.",
            "it":
                "Abbiamo ricevuto la sua richiesta {{service}} {{year}}. La avviseremo appena un operatore la prenderà in carico.",
        ],
        like: serviceRequestExample
    ),
    template(
        .requestTaken,
        ["en": "{{service}} {{year}}: in review", "it": "{{service}} {{year}}: presa in carico"],
        [
            "en": "An operator is now working on your request {{service}} {{year}}.",
            "it": "Un operatore sta lavorando alla sua richiesta {{service}} {{year}}.",
        ],
        like: serviceRequestExample
    ),
    template(
        .documentsMissing,
        [
            "en": "{{service}} {{year}}: documents missing",
            "it": "{{service}} {{year}}: mancano dei documenti",
        ],
        [
            "en": "To continue with your request {{service}} {{year}}, we need:\n\n{{documents}}",
            "it": "Per proseguire con la sua richiesta {{service}} {{year}} servono:\n\n{{documents}}",
        ],
        like: serviceRequestExample
    ),
    template(
        .documentRejected,
        [
            "en": "{{service}} {{year}}: a document was rejected",
            "it": "{{service}} {{year}}: un documento è stato respinto",
        ],
        [
            "en": "The document {{document}} cannot be used:\n\n{{reason}}\n\nPlease upload a new version.",
            "it":
                "Il documento {{document}} non è utilizzabile:\n\n{{reason}}\n\nLa preghiamo di caricarne una nuova versione.",
        ],
        like: serviceRequestExample
    ),
    template(
        .documentInfected,
        [
            "en": "{{service}} {{year}}: a document contained a virus",
            "it": "{{service}} {{year}}: un documento conteneva un virus",
        ],
        [
            "en":
                "The file {{document}} contained a virus and was removed. Please upload the document again from a clean device.",
            "it":
                "Il file {{document}} conteneva un virus ed è stato rimosso. La preghiamo di caricare di nuovo il documento da un dispositivo sicuro.",
        ],
        like: serviceRequestExample
    ),
    template(
        .requestCompleted,
        ["en": "{{service}} {{year}}: completed", "it": "{{service}} {{year}}: completata"],
        [
            "en": "Your request {{service}} {{year}} has been completed.",
            "it": "La sua richiesta {{service}} {{year}} è stata completata.",
        ],
        like: serviceRequestExample
    ),
    template(
        .requestRejected,
        ["en": "{{service}} {{year}}: rejected", "it": "{{service}} {{year}}: respinta"],
        [
            "en": "We cannot process your request {{service}} {{year}}:\n\n{{reason}}",
            "it": "Non possiamo dare seguito alla sua richiesta {{service}} {{year}}:\n\n{{reason}}",
        ],
        like: serviceRequestExample
    ),
    template(
        .requestClosed,
        ["en": "{{service}} {{year}}: closed", "it": "{{service}} {{year}}: chiusa"],
        [
            "en": "Your request {{service}} {{year}} has been closed. Thank you.",
            "it": "La sua richiesta {{service}} {{year}} è stata chiusa. Grazie.",
        ],
        like: serviceRequestExample
    ),
    template(
        .messageReceived,
        ["en": "{{service}} {{year}}: a new message", "it": "{{service}} {{year}}: nuovo messaggio"],
        [
            "en": "There is a new message about the request {{service}} {{year}}. Log in to read it.",
            "it": "C'è un nuovo messaggio sulla richiesta {{service}} {{year}}. Acceda per leggerlo.",
        ],
        like: serviceRequestExample
    ),
]
