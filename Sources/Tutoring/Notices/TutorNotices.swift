import Kernel
import Platform

// Messages about tutors, to themselves and to administrators.
// swift-format-ignore
extension NoticeTemplate {
    static let tutorsNotices: [NoticeTemplate] = [verificationApproved, verificationRejected, tutorSuspended, tutorReinstated, strike, calendarBroken, verificationOverdue, tutorStrikes, fraudRaised]

    static let verificationApproved = tutoring("tutor.verified",
        subject: ["it": "Sei verificato", "en": "You are verified"],
        [
            "it": """
            I tuoi documenti sono approvati: gli studenti possono trovarti.

            Nota: {{reason}}
            """,
            "en": """
            Your papers are approved: students can find you.

            Note: {{reason}}
            """,
        ])

    static let verificationRejected = tutoring("tutor.rejected",
        subject: ["it": "Documenti non approvati", "en": "Papers not approved"],
        [
            "it": """
            I tuoi documenti non bastano.

            Motivo: {{reason}}
            """,
            "en": """
            Your papers do not suffice.

            Reason: {{reason}}
            """,
        ])

    static let tutorSuspended = tutoring("tutor.suspended",
        subject: ["it": "Sei sospeso", "en": "You are suspended"],
        [
            "it": """
            Per ora non puoi vendere né tenere nuove lezioni.

            Motivo: {{reason}}
            """,
            "en": """
            For the time being you can neither sell nor give new lessons.

            Reason: {{reason}}
            """,
        ])

    static let tutorReinstated = tutoring("tutor.reinstated",
        subject: ["it": "La sospensione è finita", "en": "Your suspension is over"],
        [
            "it": """
            Puoi di nuovo vendere e tenere lezioni.

            Nota: {{reason}}
            """,
            "en": """
            You can sell and give lessons again.

            Note: {{reason}}
            """,
        ])

    static let strike = tutoring("tutor.strike",
        subject: ["it": "Richiamo", "en": "Strike"],
        [
            "it": "Hai ricevuto un richiamo per una lezione annullata tardi o a cui non c'eri. Dopo alcuni richiami un amministratore esamina il tuo profilo.",
            "en": "You got a strike for a lesson that you cancelled late or did not attend. After some of them an administrator looks at your profile.",
        ])

    static let calendarBroken = tutoring("tutor.calendar_broken",
        subject: ["it": "Calendario non leggibile", "en": "Calendar cannot be read"],
        [
            "it": "Non riusciamo a leggere il tuo calendario collegato. Finché non lo colleghi di nuovo, ogni prenotazione aspetta la tua conferma.",
            "en": "We cannot read your linked calendar. Until you link it again, each booking waits for your confirmation.",
        ])

    static let verificationOverdue = tutoring("admin.verification_overdue",
        subject: ["it": "Documenti in attesa", "en": "Papers wait"],
        [
            "it": "I documenti di {{tutor}} aspettano una decisione da troppo tempo.",
            "en": "The papers of {{tutor}} have waited too long for a decision.",
        ])

    static let tutorStrikes = tutoring("admin.strikes",
        subject: ["it": "Richiami a un insegnante", "en": "Strikes of a tutor"],
        [
            "it": "{{tutor}} ha ora {{strikes}} richiami.",
            "en": "{{tutor}} has {{strikes}} strikes now.",
        ], preview: ["strikes": "3"])

    static let fraudRaised = tutoring("admin.fraud",
        subject: ["it": "Sospetto di frode", "en": "Suspected fraud"],
        [
            "it": "Un caso con punteggio {{score}} aspetta un esame.",
            "en": "A case with a score of {{score}} waits for a review.",
        ], preview: ["score": "60"])
}
