import Kernel

/// The words of a printed report.
enum PersonalReportWord {
    case weeklyTitle, diaryTitle, week, dates, total, streak, circle, suggestions, entries, domain, mean,
        band, days
    case change, date, notes, weekdays, score, normalised, note, none, noDiagnosis, red, amber, green

    static func of(_ band: Band) -> PersonalReportWord {
        switch band {
        case .red: .red
        case .amber: .amber
        case .green: .green
        }
    }

    // swift-format-ignore
    var text: LocalizedText {
        switch self {
        case .weeklyTitle: ["en": "Weekly summary", "it": "Riepilogo settimanale"]
        case .diaryTitle:  ["en": "Wellness diary", "it": "Diario del benessere"]
        case .week:        ["en": "Week", "it": "Settimana"]
        case .dates:       ["en": "Dates", "it": "Periodo"]
        case .total:       ["en": "Total (0 to 100)", "it": "Totale (da 0 a 100)"]
        case .streak:      ["en": "Streak (days)", "it": "Giorni consecutivi"]
        case .circle:      ["en": "Reset Circle", "it": "Reset Circle"]
        case .suggestions: ["en": "Suggestions", "it": "Suggerimenti"]
        case .entries:     ["en": "Scores", "it": "Punteggi"]
        case .notes:       ["en": "Notes", "it": "Note"]
        case .weekdays:    ["en": "Mon Tue Wed Thu Fri Sat Sun", "it": "lun mar mer gio ven sab dom"]
        case .domain:      ["en": "Area", "it": "Area"]
        case .mean:        ["en": "Mean", "it": "Media"]
        case .band:        ["en": "Band", "it": "Fascia"]
        case .days:        ["en": "Days", "it": "Giorni"]
        case .change:      ["en": "Change", "it": "Variazione"]
        case .date:        ["en": "Date", "it": "Data"]
        case .score:       ["en": "Score", "it": "Punteggio"]
        case .normalised:  ["en": "0 to 100", "it": "Da 0 a 100"]
        case .note:        ["en": "Note", "it": "Nota"]
        case .none:        ["en": "not enough data", "it": "dati insufficienti"]
        case .noDiagnosis: ["en": "Means run from 0 to 100, where more is always better. They sum up your own entries and are not a diagnosis.", "it": "Le medie vanno da 0 a 100 e un valore più alto è sempre migliore. Riassumono le sue voci e non sono una diagnosi."]
        case .red:         ["en": "red", "it": "rossa"]
        case .amber:       ["en": "amber", "it": "gialla"]
        case .green:       ["en": "green", "it": "verde"]
        }
    }
}
