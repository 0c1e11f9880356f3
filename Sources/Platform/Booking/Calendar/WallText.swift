import Kernel

/// A moment in words: `martedì 24 novembre 2026, ore 10:30`.
package enum WallText {
    package static func text(_ moment: Instant, in zone: Zone, _ language: Language) -> String {
        let (date, time) = zone.civil(moment)
        let (year, month, day) = date.parts
        let names = names[language] ?? english
        let clock = LocalTime(time.hour, time.minute) ?? time
        return
            "\(names.days[date.weekday - 1]) \(day) \(names.months[month - 1]) \(year)\(names.at)\(clock)"
    }

    private struct Names {
        let days: [String]
        let months: [String]
        /// The text between the day and the time.
        let at: String
    }

    private static let names: [Language: Names] = [
        .english: english, .italian: italian, "ar": arabic, "ku": kurdish,
    ]

    private static let english = Names(
        days: ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"],
        months: [
            "January", "February", "March", "April", "May", "June", "July", "August", "September",
            "October", "November", "December",
        ],
        at: ", "
    )

    private static let italian = Names(
        days: ["lunedì", "martedì", "mercoledì", "giovedì", "venerdì", "sabato", "domenica"],
        months: [
            "gennaio", "febbraio", "marzo", "aprile", "maggio", "giugno", "luglio", "agosto", "settembre",
            "ottobre", "novembre", "dicembre",
        ],
        at: ", ore "
    )

    /// With the Iraqi names of the months.
    private static let arabic = Names(
        days: ["الاثنين", "الثلاثاء", "الأربعاء", "الخميس", "الجمعة", "السبت", "الأحد"],
        months: [
            "كانون الثاني", "شباط", "آذار", "نيسان", "أيار", "حزيران", "تموز", "آب", "أيلول",
            "تشرين الأول", "تشرين الثاني", "كانون الأول",
        ],
        at: "، الساعة "
    )

    private static let kurdish = Names(
        days: ["دووشەممە", "سێشەممە", "چوارشەممە", "پێنجشەممە", "هەینی", "شەممە", "یەکشەممە"],
        months: [
            "کانوونی دووەم", "شوبات", "ئازار", "نیسان", "ئایار", "حوزەیران", "تەممووز", "ئاب", "ئەیلوول",
            "تشرینی یەکەم", "تشرینی دووەم", "کانوونی یەکەم",
        ],
        at: "، کاتژمێر "
    )
}
