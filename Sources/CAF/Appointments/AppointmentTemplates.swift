import Kernel
import Platform

extension NoticeTemplate.Name {
    static let appointmentBooked: Self = "caf.appointment_booked"
    static let appointmentChanged: Self = "caf.appointment_changed"
    static let appointmentCancelled: Self = "caf.appointment_cancelled"
    static let appointmentReminder: Self = "caf.appointment_reminder"
    static let appointmentGiven: Self = "caf.appointment_given"
    static let appointmentMoved: Self = "caf.appointment_moved"
    static let appointmentWithdrawn: Self = "caf.appointment_withdrawn"
}

private let appointmentExample = NoticeExample(
    [
        "title": "Consulenza ISEE", "when": "martedì 24 novembre 2026, ore 10:30",
        "place": "Via Appia 10, Roma", "customer": "Giulia Rossi", "operator": "Marco Ferri", "reason": "",
    ],
    // The office writes the place, which may be a web address.
    links: ["place"],
    multiline: ["reason"]
)

/// Notifications to customers and operators; each e-mail has a calendar entry attached.
let appointmentTemplates = [
    template(
        .appointmentBooked,
        ["en": "{{title}}: {{when}}", "it": "{{title}}: {{when}}"],
        [
            "en": "Your appointment is booked:\n\n{{title}}\n{{when}}\n{{place}}\n\nWith {{operator}}.",
            "it": "Il suo appuntamento è confermato:\n\n{{title}}\n{{when}}\n{{place}}\n\nCon {{operator}}.",
        ],
        like: appointmentExample
    ),
    template(
        .appointmentChanged,
        ["en": "Changed: {{title}}, {{when}}", "it": "Variazione: {{title}}, {{when}}"],
        [
            "en": "Your appointment has changed:\n\n{{title}}\n{{when}}\n{{place}}\n\nWith {{operator}}.",
            "it": "Il suo appuntamento è cambiato:\n\n{{title}}\n{{when}}\n{{place}}\n\nCon {{operator}}.",
        ],
        like: appointmentExample
    ),
    template(
        .appointmentCancelled,
        ["en": "Cancelled: {{title}}, {{when}}", "it": "Annullato: {{title}}, {{when}}"],
        [
            "en": "This appointment has been cancelled:\n\n{{title}}\n{{when}}\n\n{{reason}}",
            "it": "Questo appuntamento è stato annullato:\n\n{{title}}\n{{when}}\n\n{{reason}}",
        ],
        like: appointmentExample
    ),
    template(
        .appointmentReminder,
        ["en": "Reminder: {{title}}, {{when}}", "it": "Promemoria: {{title}}, {{when}}"],
        [
            "en":
                "This is a reminder of your appointment:\n\n{{title}}\n{{when}}\n{{place}}\n\nWith {{operator}}.",
            "it": "Le ricordiamo il suo appuntamento:\n\n{{title}}\n{{when}}\n{{place}}\n\nCon {{operator}}.",
        ],
        like: appointmentExample
    ),
    template(
        .appointmentGiven,
        ["en": "{{customer}}: {{title}}, {{when}}", "it": "{{customer}}: {{title}}, {{when}}"],
        [
            "en": "A new appointment with {{customer}}: {{title}}, {{when}}.",
            "it": "Nuovo appuntamento con {{customer}}: {{title}}, {{when}}.",
        ],
        like: appointmentExample
    ),
    template(
        .appointmentMoved,
        ["en": "Moved: {{customer}}, {{when}}", "it": "Spostato: {{customer}}, {{when}}"],
        [
            "en": "The appointment with {{customer}} has been moved: {{title}}, {{when}}.",
            "it": "L'appuntamento con {{customer}} è stato spostato: {{title}}, {{when}}.",
        ],
        like: appointmentExample
    ),
    template(
        .appointmentWithdrawn,
        [
            "en": "Removed from your calendar: {{customer}}, {{when}}",
            "it": "Non più in agenda: {{customer}}, {{when}}",
        ],
        [
            "en": "The appointment with {{customer}} is no longer in your calendar: {{title}}, {{when}}.",
            "it": "L'appuntamento con {{customer}} non è più nella sua agenda: {{title}}, {{when}}.",
        ],
        like: appointmentExample
    ),
]
