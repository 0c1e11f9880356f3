import Kernel

extension MatchPart {
    /// The part in words.
    func why(_ value: Int?, _ card: TutorCard) -> LocalizedText {
        guard let value else { return unknown }
        return switch self {
        case .subject: ["it": "Insegna la materia.", "en": "Teaches the subject."]
        case .level:
            value == 1_000
                ? ["it": "Insegna questo livello.", "en": "Teaches this level."]
                : value == 500
                    ? ["it": "Insegna il livello accanto.", "en": "Teaches the next level."]
                    : ["it": "Non insegna questo livello.", "en": "Does not teach this level."]
        case .language:
            value == 0
                ? ["it": "Non parla bene la lingua.", "en": "Does not speak the language well."]
                : ["it": "Parla la lingua.", "en": "Speaks the language."]
        case .price:
            value >= 500
                ? ["it": "Il prezzo rientra nel budget.", "en": "The price is within the budget."]
                : ["it": "Il prezzo supera il budget.", "en": "The price is above the budget."]
        case .overlap:
            [
                "it": "Il \(value / 10) % delle lezioni desiderate trova posto.",
                "en": "\(value / 10)% of the wanted lessons fit.",
            ]
        case .rating: .rating(card.rating.value)
        case .response:
            [
                "it": "Risponde di solito entro \(hours(card)) ore.",
                "en": "Usually answers within \(hours(card)) hours.",
            ]
        }
    }

    private var unknown: LocalizedText {
        switch self {
        case .rating: .rating(nil)
        case .response: ["it": "Ancora poche risposte.", "en": "Too few answers yet."]
        case .subject, .level, .language, .price, .overlap: ["it": "Non indicato.", "en": "Not stated."]
        }
    }

    private func hours(_ card: TutorCard) -> Int { ((card.response.medianSeconds ?? 0) + 3_599) / 3_600 }
}
