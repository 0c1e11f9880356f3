import Kernel
import Platform

// Messages about lessons.
// swift-format-ignore
extension NoticeTemplate {
    static let lessons = [lessonConfirmed, lessonMoved, lessonCancelled, lessonReminder, lessonRequested, lessonDeclined, lessonAbsence]

    static let lessonConfirmed = tutoring("lesson.confirmed",
        subject: ["it": "Lezione confermata", "en": "Lesson confirmed"],
        [
            "it": "La lezione di {{subject}} con {{other}} è confermata: {{start}}.",
            "en": "Your lesson of {{subject}} with {{other}} is confirmed: {{start}}.",
        ])

    static let lessonMoved = tutoring("lesson.moved",
        subject: ["it": "Lezione spostata", "en": "Lesson moved"],
        [
            "it": """
            La lezione di {{subject}} con {{other}} è spostata.

            Prima: {{former}}
            Ora: {{start}}

            {{reason}}
            """,
            "en": """
            Your lesson of {{subject}} with {{other}} has moved.

            Before: {{former}}
            Now: {{start}}

            {{reason}}
            """,
        ])

    static let lessonCancelled = tutoring("lesson.cancelled",
        subject: ["it": "Lezione annullata", "en": "Lesson cancelled"],
        [
            "it": """
            La lezione di {{subject}} con {{other}} è annullata: {{start}}.

            {{reason}}
            """,
            "en": """
            Your lesson of {{subject}} with {{other}} is cancelled: {{start}}.

            {{reason}}
            """,
        ])

    static let lessonReminder = tutoring("lesson.reminder",
        subject: ["it": "Lezione in arrivo", "en": "Your lesson is coming up"],
        [
            "it": "Lezione di {{subject}} con {{other}}: {{start}}.",
            "en": "Lesson of {{subject}} with {{other}}: {{start}}.",
        ])

    static let lessonRequested = tutoring("lesson.requested",
        subject: ["it": "Nuova richiesta di lezione", "en": "New request for a lesson"],
        [
            "it": """
            {{other}} chiede una lezione di {{subject}}: {{start}}.

            Rispondi entro: {{until}}
            """,
            "en": """
            {{other}} asks for a lesson of {{subject}}: {{start}}.

            Please answer by: {{until}}
            """,
        ])

    static let lessonDeclined = tutoring("lesson.declined",
        subject: ["it": "Richiesta non accettata", "en": "Request declined"],
        [
            "it": """
            {{other}} non può tenere la lezione di {{subject}}: {{start}}. Non hai speso nulla.

            {{reason}}
            """,
            "en": """
            {{other}} cannot give the lesson of {{subject}}: {{start}}. Nothing was spent.

            {{reason}}
            """,
        ])

    static let lessonAbsence = tutoring("lesson.absence",
        subject: ["it": "Assenza segnalata", "en": "Absence reported"],
        [
            "it": """
            {{other}} ha segnalato la tua assenza alla lezione di {{subject}}: {{start}}.

            Se non è andata così, apri una contestazione entro: {{until}}
            """,
            "en": """
            {{other}} reported that you were absent from the lesson of {{subject}}: {{start}}.

            If that is not so, open a dispute by: {{until}}
            """,
        ])
}
