import Kernel

/// A version of the questions that a person answers at the beginning.
struct OnboardingForm: Sendable {
    let version: Int
    let questions: [OnboardingQuestion]

    /// The versions, the one in force last; answers are given to that one.
    static let versions = [OnboardingForm(version: 1, questions: first)]

    static var inForce: OnboardingForm { versions[versions.count - 1] }
}

/// A question of the onboarding; its key is the member of the answers.
struct OnboardingQuestion: Sendable {
    let key: Key
    let title: LocalizedText
    let isRequired: Bool
    /// The options of questions whose options are the same for everyone.
    var options: [(value: String, title: LocalizedText)] = []

    /// A question, by the member of the answers.
    enum Key: String, CaseIterable, Sendable {
        case locale
        case timeZone = "time_zone"
        case goals
        case reminderTimes = "reminder_times"
        case baseline
        case consents
    }

    init(
        _ key: Key,
        _ title: LocalizedText,
        isRequired: Bool = false,
        options: [(value: String, title: LocalizedText)] = []
    ) {
        self.key = key
        self.title = title
        self.isRequired = isRequired
        self.options = options
    }

    var kind: QuestionKind {
        switch key {
        case .locale: .choice
        case .timeZone: .timeZone
        case .goals: .choices
        case .reminderTimes: .times
        case .baseline: .scores
        case .consents: .consents
        }
    }
}

/// The form of an answer.
enum QuestionKind: String, Codable, CaseIterable, Sendable {
    /// One of the options.
    case choice
    /// Any number of the options.
    case choices
    /// The name of a time zone, such as `Europe/Rome`.
    case timeZone = "time_zone"
    /// Up to two times of day.
    case times
    /// A score for each of the options, on the scale of that domain.
    case scores
    /// Answers to the policies, as in `users/me/consents`.
    case consents
}

// swift-format-ignore
private let first = [
    OnboardingQuestion(.locale, ["en": "In which language should we write to you?", "it": "In quale lingua preferisce ricevere i messaggi?"], isRequired: true, options: [
        ("en", ["en": "English", "it": "Inglese"]),
        ("it", ["en": "Italian", "it": "Italiano"]),
    ]),
    OnboardingQuestion(.timeZone, ["en": "In which time zone do you live?", "it": "In quale fuso orario vive?"], isRequired: true),
    OnboardingQuestion(.goals, ["en": "What would you like to work on?", "it": "Su che cosa desidera lavorare?"], options: [
        ("sleep_better",   ["en": "Sleep better", "it": "Dormire meglio"]),
        ("less_stress",    ["en": "Feel less stress", "it": "Sentire meno lo stress"]),
        ("more_energy",    ["en": "Have more energy", "it": "Avere più energia"]),
        ("better_mood",    ["en": "Be in a better mood", "it": "Avere un umore migliore"]),
        ("eat_better",     ["en": "Eat better", "it": "Mangiare meglio"]),
        ("move_more",      ["en": "Move more", "it": "Muoversi di più"]),
        ("stay_in_touch",  ["en": "Stay in touch with people", "it": "Coltivare le relazioni"]),
        ("focus",          ["en": "Concentrate better", "it": "Concentrarsi meglio"]),
    ]),
    OnboardingQuestion(.reminderTimes, ["en": "When should we remind you of your diary?", "it": "Quando desidera un promemoria per il diario?"]),
    OnboardingQuestion(.baseline, ["en": "How have the last two weeks been?", "it": "Come sono andate le ultime due settimane?"]),
    OnboardingQuestion(.consents, ["en": "What may we do with your data?", "it": "Che cosa possiamo fare con i suoi dati?"], isRequired: true),
]
