import Kernel
import Platform
import Web

/// The tutor that a student looks for.
struct MatchWishes: Body {
    /// The subject; only its tutors are matched.
    var subject: SubjectCode
    /// The stage of the learner; the next one up or down scores half, and the score leaves it out when absent.
    var level: SubjectLevel?
    /// The language of the lessons.
    var language: Language?
    /// The wished price of 60 minutes, in cents.
    var budgetMinor: Ranged<1, 10_000_000>?
    /// The times of the week that suit.
    var windows: [WeekWindow]?
    /// The lessons that are wanted in a week; one when absent.
    var lessonsPerWeek: Ranged<1, 14>?
    /// The zone of the windows; the caller's when absent.
    var zone: Zone?

    private static let mostWindows = 50

    /// The wishes with what is absent; refuses windows that end before they begin.
    func checked(in zone: Zone) throws(Problem) -> Wishes {
        var faults: [Problem.Fault] = []
        for (place, window) in (windows ?? []).enumerated() where window.from >= window.until {
            faults.append(.init("/windows/\(place)/until", .endsBeforeItStarts))
        }
        if let windows, windows.count > Self.mostWindows {
            faults.append(.init("/windows", Refusal(.tooMany(Self.mostWindows))))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        return Wishes(
            subject: subject,
            level: level,
            language: language,
            budget: budgetMinor.map { Int64($0.value) },
            windows: windows,
            lessons: MatchPart.weeks * (lessonsPerWeek?.value ?? 1),
            zone: zone
        )
    }
}

/// The wishes of a student.
struct Wishes: Sendable {
    let subject: SubjectCode
    let level: SubjectLevel?
    let language: Language?
    /// In cents for 60 minutes.
    let budget: Int64?
    /// Nil for any time.
    let windows: [WeekWindow]?
    /// The lessons that are wanted in the next 14 days.
    let lessons: Int
    let zone: Zone

    /// The parts of a time that are in the windows.
    func spans(in time: Range<Instant>) -> [Range<Instant>] {
        let (first, last) = (zone.civil(time.lowerBound).date, zone.civil(time.upperBound).date)
        return (0...(last - first)).flatMap { day -> [Range<Instant>] in
            let date = first + day
            return (windows ?? []).filter { $0.weekday.value == date.weekday }.compactMap { window in
                let start = max(zone.instant(of: date, at: window.from), time.lowerBound)
                let end = min(zone.instant(of: date, at: window.until), time.upperBound)
                return start < end ? start..<end : nil
            }
        }
    }
}

/// A tutor who suits a student.
struct MatchedTutor: View {
    /// The proposed teacher, as everybody sees them, with prices and ratings.
    var card: TutorCard
    /// From 0 to 1000.
    var score: Int
    /// The parts of the score.
    var parts: [ScorePart]
}
