import Kernel

@testable import Wellness

// The rows of the migration, in the order of their priority.
// swift-format-ignore
extension SuggestionRule {
    static let standard = [
        SuggestionRule(key: "low",     condition: .low,              priority: 10, text: [
            "en": "This area was low this week. Choose one small thing that did you good before, and plan it for two days.",
            "it": "Quest'area è stata bassa questa settimana. Scelga una piccola cosa che le ha fatto bene in passato e la programmi per due giorni."]),
        SuggestionRule(key: "falling", condition: .falling(by: 10),  priority: 20, text: [
            "en": "This area fell since last week. Compare the notes of the two weeks and look for the difference.",
            "it": "Quest'area è scesa rispetto alla settimana scorsa. Confronti le note delle due settimane e cerchi la differenza."]),
        SuggestionRule(key: "reset",   condition: .reset,            priority: 30, text: [
            "en": "This area had more good days in the month before. Return to one habit of that time.",
            "it": "Quest'area ha avuto più giorni buoni nel mese precedente. Riprenda un'abitudine di allora."]),
        SuggestionRule(key: "streak",  condition: .streak(from: 7),  priority: 40, text: [
            "en": "You wrote every day for a week. Keep the time of day that works for you.",
            "it": "Ha scritto ogni giorno per una settimana. Mantenga l'orario che funziona per lei."]),
        SuggestionRule(key: "sparse",  condition: .sparse(under: 3), priority: 50, text: [
            "en": "This area has too few entries for a weekly mean. Three days are enough.",
            "it": "Quest'area ha troppo poche voci per una media settimanale. Bastano tre giorni."]),
    ]
}
