import Kernel
import Platform
import Store

/// The booking rules of one tutor for lessons of one length.
enum LessonTerms {
    /// - Parameter isSeries: lessons of a series reach a year ahead.
    static func of(_ tutor: Tutor, minutes: Int, isSeries: Bool = false) -> BookingTerms {
        let terms = tutor.terms
        return BookingTerms(
            duration: .minutes(minutes),
            before: .minutes(terms.before),
            after: .minutes(terms.after),
            notice: .hours(terms.noticeHours),
            horizon: .days(isSeries ? seriesDays : terms.horizonDays),
            step: .minutes(terms.step),
            holidays: holidays(of: tutor),
            dayCap: terms.dayCap
        )
    }

    /// How far ahead the lessons of a series may be.
    static let seriesDays = 366

    /// Only the Italian holidays are known; tutors elsewhere close their days themselves.
    static func holidays(of tutor: Tutor) -> WorkingCalendar {
        keepsItalianHolidays(tutor) ? .italy : .weekdays
    }

    static func keepsItalianHolidays(_ tutor: Tutor) -> Bool {
        tutor.terms.keepsHolidays && tutor.country.rawValue == "IT"
    }
}
