import Kernel
import Platform

// Messages of sequences; administrators replace their words.
// swift-format-ignore
extension NoticeTemplate {
    static let sequences: [NoticeTemplate] = [welcome, firstSteps, comeBack, useCredits, tutorStart, tutorProfile, offer, news]

    static let welcome = sequence("welcome",
        subject: ["it": "Ciao {{first_name}}, cominciamo", "en": "Hello {{first_name}}, let us begin"],
        [
            "it": "Cerca un insegnante per la tua materia e prenota la prima lezione: bastano pochi minuti.",
            "en": "Find a tutor for your subject and book the first lesson: it takes a few minutes.",
        ])

    static let firstSteps = sequence("first_steps",
        subject: ["it": "Il tuo pacchetto ti aspetta", "en": "Your package is waiting"],
        [
            "it": "{{first_name}}, prenota le lezioni quando vuoi: anche in serie, ogni settimana alla stessa ora.",
            "en": "{{first_name}}, book your lessons when you like: in a series too, at the same time each week.",
        ])

    static let comeBack = sequence("come_back",
        subject: ["it": "È un po' che non ci vediamo", "en": "It has been a while"],
        [
            "it": "{{first_name}}, quando riprendi con le lezioni? Il tuo insegnante ha ancora orari liberi.",
            "en": "{{first_name}}, when do you go on with your lessons? Your tutor still has free times.",
        ])

    static let useCredits = sequence("use_credits",
        subject: ["it": "Hai ancora lezioni da usare", "en": "You still have lessons to use"],
        [
            "it": "{{first_name}}, restano lezioni nel tuo pacchetto. Prenotale prima che scadano.",
            "en": "{{first_name}}, there are lessons left in your package. Book them before they expire.",
        ])

    static let tutorStart = sequence("tutor_start",
        subject: ["it": "Benvenuto tra gli insegnanti", "en": "Welcome among the tutors"],
        [
            "it": "{{first_name}}, imposta gli orari e pubblica un pacchetto: da quel momento gli studenti ti trovano.",
            "en": "{{first_name}}, set your hours and publish a package: from then on students find you.",
        ])

    static let tutorProfile = sequence("tutor_profile",
        subject: ["it": "Un profilo che si fa trovare", "en": "A profile that is found"],
        [
            "it": "{{first_name}}, una presentazione e le lingue che parli aiutano gli studenti a sceglierti.",
            "en": "{{first_name}}, an introduction and the languages you speak help students to choose you.",
        ])

    static let offer = sequence("offer", .marketing,
        subject: ["it": "Un'offerta per te", "en": "An offer for you"],
        [
            "it": "{{first_name}}, guarda i pacchetti consigliati per te nell'app.",
            "en": "{{first_name}}, look at the packages recommended for you in the app.",
        ])

    static let news = sequence("news", .marketing,
        subject: ["it": "Novità", "en": "News"],
        [
            "it": "{{first_name}}, ci sono nuovi insegnanti e nuove materie: scoprili nell'app.",
            "en": "{{first_name}}, there are new tutors and new subjects: discover them in the app.",
        ])

    private static func sequence(
        _ name: String,
        _ category: Category = .service,
        subject: LocalizedText,
        _ body: LocalizedText
    ) -> NoticeTemplate {
        tutoring("sequence.\(name)", category, subject: subject, body, preview: ["first_name": "Sara"])
    }
}
