import Kernel
import Platform

/// What those who work the requests are told.
let officeTemplates = [
    template(
        .requestAssigned,
        [
            "en": "{{service}} {{year}} of {{customer}}: yours now",
            "it": "{{service}} {{year}} di {{customer}}: assegnata a te",
        ],
        [
            "en": "The request {{service}} {{year}} of {{customer}} was given to you.",
            "it": "Ti è stata assegnata la richiesta {{service}} {{year}} di {{customer}}.",
        ],
        like: serviceRequestExample
    ),
    template(
        .papersDelivered,
        [
            "en": "{{service}} {{year}} of {{customer}}: the documents have come",
            "it": "{{service}} {{year}} di {{customer}}: documenti arrivati",
        ],
        [
            "en":
                "Everything that was asked for is there; the request {{service}} {{year}} of {{customer}} is in review again.",
            "it":
                "È arrivato tutto ciò che era stato richiesto; la richiesta {{service}} {{year}} di {{customer}} è di nuovo in lavorazione.",
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
            "en": "The request {{service}} {{year}} of {{customer}} was not worked within the promised time.",
            "it":
                "La richiesta {{service}} {{year}} di {{customer}} non è stata lavorata entro il termine previsto.",
        ],
        like: serviceRequestExample
    ),
]
