import Kernel

/// The words in documents.
enum DocumentWords {
    static let refund: LocalizedText = ["it": "Rimborso", "en": "Refund"]
    static let commission: LocalizedText = ["it": "Commissioni del mese", "en": "Commission of the month"]
    static let returned: LocalizedText = ["it": "Commissioni stornate", "en": "Commission given back"]

    static func lessons(_ count: Int, of minutes: Int, _ subject: String, in language: Language) -> String {
        let text: LocalizedText =
            count == 1
            ? [
                "it": "Lezione di \(minutes) minuti: \(subject)",
                "en": "Lesson of \(minutes) minutes: \(subject)",
            ]
            : [
                "it": "\(count) lezioni di \(minutes) minuti: \(subject)",
                "en": "\(count) lessons of \(minutes) minutes: \(subject)",
            ]
        return text.text(in: language)
    }

    static func plan(_ name: String, _ lessons: Int, of minutes: Int, in language: Language) -> String {
        let text: LocalizedText = [
            "it": "\(name): buono multiuso per \(lessons) lezioni di \(minutes) minuti",
            "en": "\(name): multi-purpose voucher for \(lessons) lessons of \(minutes) minutes",
        ]
        return text.text(in: language)
    }
}
