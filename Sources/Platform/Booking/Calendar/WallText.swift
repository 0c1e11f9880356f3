import Kernel

/// A moment in words, as it is said on the phone: `martedì 24 novembre 2026, ore 10:30`.
package enum WallText {
    package static func text(_ moment: Instant, in zone: Zone, _ language: Language) -> String {
        let (date, time) = zone.civil(moment)
        let (year, month, day) = date.parts
        let names = names[language] ?? english
        let clock = LocalTime(time.hour, time.minute) ?? time
        return
            "\(names.days[date.weekday - 1]) \(day) \(names.months[month - 1]) \(year), \(names.at)\(clock)"
    }

    private struct Names {
        let days: [String]
        let months: [String]
        let at: String
    }

    private static let names: [Language: Names] = [.english: english, .italian: italian]

    private static let english = Names(
        days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ],
        at: ""
    )

    private static let italian = Names(
        days: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
        months: [
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre",
            "ottobre", "novembre", "dicembre",
        ],
        at: "ore "
    )
}
