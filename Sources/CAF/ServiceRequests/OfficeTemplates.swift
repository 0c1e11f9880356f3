import Kernel
import Platform

/// Notifications to operators and administrators.
let officeTemplates = [
    template(
        .requestArrived,
        [
            "en": "{{service}} {{year}} of {{customer}}: new request",
            "it": "{{service}} {{year}} di {{customer}}: nuova richiesta",
        ],
        [
            "en": "{{customer}} has submitted the request {{service}} {{year}}. It is waiting in the queue.",
            "it": "{{customer}} ha inviato la richiesta {{service}} {{year}}. È in attesa nella coda.",
        ],
        like: serviceRequestExample
    ),
    template(
        .requestAssigned,
        [
            "en": "{{service}} {{year}} of {{customer}}: assigned to you",
            "it": "{{service}} {{year}} di {{customer}}: assegnata a lei",
        ],
        [
            "en": "The request {{service}} {{year}} of {{customer}} has been assigned to you.",
            "it": "Le è stata assegnata la richiesta {{service}} {{year}} di {{customer}}.",
        ],
        like: serviceRequestExample
    ),
    template(
        .papersDelivered,
        [
            "en": "{{service}} {{year}} of {{customer}}: documents received",
            "it": "{{service}} {{year}} di {{customer}}: documenti ricevuti",
        ],
        [
            "en":
                "All requested documents have been uploaded. The request {{service}} {{year}} of {{customer}} is in review again.",
            "it":
                "Tutti i documenti richiesti sono stati caricati. La richiesta {{service}} {{year}} di {{customer}} è di nuovo in lavorazione.",
        ],
        like: serviceRequestExample
    ),
    template(
        .requestOverdue,
        [
            "en": "{{service}} {{year}} of {{customer}}: overdue",
            "it": "{{service}} {{year}} di {{customer}}: termine superato",
        ],
        [
            "en":
                "The request {{service}} {{year}} of {{customer}} was not completed within the promised time.",
            "it":
                "La richiesta {{service}} {{year}} di {{customer}} non è stata completata entro il termine previsto.",
        ],
        like: serviceRequestExample
    ),
]
