import Kernel
import Platform

// Messages about files, conversations, homework and reviews.
// swift-format-ignore
extension NoticeTemplate {
    static let learningNotices: [NoticeTemplate] = [fileShared, messageUnread, homeworkSet, homeworkHandedIn, homeworkGraded, homeworkReopened, homeworkWithdrawn, inspected, reviewReceived, reviewHidden, reviewShown]

    static let fileShared = tutoring("file.shared",
        subject: ["it": "File condiviso", "en": "File shared"],
        [
            "it": "{{other}} ha condiviso con te «{{name}}».",
            "en": "{{other}} shared “{{name}}” with you.",
        ])

    static let messageUnread = tutoring("message.unread",
        subject: ["it": "Nuovi messaggi", "en": "New messages"],
        [
            "it": "{{other}} ti ha scritto. Trovi i messaggi nell'app.",
            "en": "{{other}} wrote to you. You find the messages in the app.",
        ])

    static let homeworkSet = tutoring("homework.set",
        subject: ["it": "Nuovi compiti", "en": "New homework"],
        [
            "it": "{{other}} ti ha assegnato: {{title}}.",
            "en": "{{other}} gave you homework: {{title}}.",
        ])

    static let homeworkHandedIn = tutoring("homework.handed_in",
        subject: ["it": "Compiti consegnati", "en": "Homework handed in"],
        [
            "it": "{{other}} ha consegnato: {{title}}.",
            "en": "{{other}} handed in: {{title}}.",
        ])

    static let homeworkGraded = tutoring("homework.graded",
        subject: ["it": "Compiti corretti", "en": "Homework graded"],
        [
            "it": "{{other}} ha corretto: {{title}}.",
            "en": "{{other}} graded: {{title}}.",
        ])

    static let homeworkReopened = tutoring("homework.reopened",
        subject: ["it": "Compiti da rivedere", "en": "Homework to look at again"],
        [
            "it": "{{other}} ti ha ridato: {{title}}.",
            "en": "{{other}} gave back: {{title}}.",
        ])

    static let homeworkWithdrawn = tutoring("homework.withdrawn",
        subject: ["it": "Compiti annullati", "en": "Homework withdrawn"],
        [
            "it": "{{other}} ha annullato: {{title}}.",
            "en": "{{other}} withdrew: {{title}}.",
        ])

    static let inspected = tutoring("inspection.read",
        subject: ["it": "Un amministratore ha letto i tuoi dati", "en": "An administrator read your data"],
        [
            "it": """
            Un amministratore ha letto: {{name}}.

            Motivo: {{reason}}
            """,
            "en": """
            An administrator read: {{name}}.

            Reason: {{reason}}
            """,
        ])

    static let reviewReceived = tutoring("review.received",
        subject: ["it": "Nuova recensione", "en": "New review"],
        [
            "it": "{{other}} ti ha valutato: {{rating}} su 5.",
            "en": "{{other}} rated you: {{rating}} of 5.",
        ], preview: ["rating": "5"])

    static let reviewHidden = tutoring("review.hidden",
        subject: ["it": "Recensione nascosta", "en": "Review hidden"],
        [
            "it": """
            Un amministratore ha nascosto la tua recensione.

            Motivo: {{reason}}
            """,
            "en": """
            An administrator hid your review.

            Reason: {{reason}}
            """,
        ])

    static let reviewShown = tutoring("review.shown",
        subject: ["it": "Recensione di nuovo visibile", "en": "Review shown again"],
        [
            "it": """
            Un amministratore ha reso di nuovo visibile la tua recensione.

            Motivo: {{reason}}
            """,
            "en": """
            An administrator shows your review again.

            Reason: {{reason}}
            """,
        ])
}
