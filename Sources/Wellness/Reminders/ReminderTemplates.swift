import Kernel
import Platform

extension NoticeTemplate.Name {
    static let reminder: Self = "wellness.reminder"
    static let lastReminder: Self = "wellness.last_reminder"
    static let nudge: Self = "wellness.nudge"
}

extension Reminders {
    /// No text says anything about a person's entries, because phones show it to bystanders.
    static let templates = [
        NoticeTemplate(
            .reminder,
            .reminders,
            channels: [.inApp, .email, .push],
            subject: ["en": "A moment for yourself", "it": "Un momento per sé"],
            body: [
                "en": "How are you today? Your diary is ready.",
                "it": "Come va oggi? Il suo diario la aspetta.",
            ]
        ),
        NoticeTemplate(
            .lastReminder,
            .reminders,
            channels: [.inApp, .email, .push],
            subject: ["en": "Your reminders are paused", "it": "I suoi promemoria sono sospesi"],
            body: [
                "en":
                    "You did not answer the last reminders, so this is the last one for now. Write an entry or change your preferences to resume them.",
                "it":
                    "Gli ultimi promemoria sono rimasti senza risposta: per ora questo è l'ultimo. Per riprenderli scriva una voce o cambi le preferenze.",
            ]
        ),
        NoticeTemplate(
            .nudge,
            .nudges,
            channels: [.inApp, .email, .push],
            subject: ["en": "Your diary is here for you", "it": "Il suo diario è qui per lei"],
            body: [
                "en": "You can start again at any time; one small entry is enough.",
                "it": "Può ricominciare quando vuole: basta una breve voce.",
            ]
        ),
    ]
}
