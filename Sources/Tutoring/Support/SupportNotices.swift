import Kernel
import Platform

// Messages about questions to the support.
// swift-format-ignore
extension NoticeTemplate {
    static let support: [NoticeTemplate] = [supportWaiting, supportAnswered]

    static let supportWaiting = tutoring("support.waiting",
        subject: ["it": "Una domanda aspetta", "en": "A question waits"],
        [
            "it": "{{other}} aspetta una risposta dell'assistenza.",
            "en": "{{other}} waits for an answer of the support.",
        ])

    static let supportAnswered = tutoring("support.answered",
        subject: ["it": "Risposta dell'assistenza", "en": "Answer of the support"],
        [
            "it": "L'assistenza ti ha risposto. Trovi la risposta nell'app.",
            "en": "The support has answered. You find the answer in the app.",
        ])
}
