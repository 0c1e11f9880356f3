import Kernel
import Platform
import Store

/// Answers to the questions of the onboarding; a question without an answer is absent.
struct OnboardingAnswers: Codable, Sendable {
    /// The language of messages; absent until it is answered.
    var locale: WellnessLanguage?
    /// The time zone of the diary and of reminders; absent until it is answered.
    var timeZone: Zone?
    /// The values of the chosen options; absent until it is answered.
    var goals: [Line<1, 40>]?
    /// Up to two times of day, outside the quiet hours; absent until it is answered.
    var reminderTimes: [LocalTime]?
    /// A score for each domain, by its key; it is not a diary entry; absent until it is answered.
    var baseline: [String: Int]?
    /// Answers to the policies in force; absent until it is answered.
    var consents: [ConsentGiven]?

    func has(_ key: OnboardingQuestion.Key) -> Bool {
        switch key {
        case .locale: locale != nil
        case .timeZone: timeZone != nil
        case .goals: goals != nil
        case .reminderTimes: reminderTimes != nil
        case .baseline: baseline != nil
        case .consents: consents != nil
        }
    }
}

extension OnboardingAnswers {
    /// The faults of the answers, which a draft must not have either.
    func faults(to form: OnboardingForm, domains: [DiaryDomain]) -> [Problem.Fault] {
        let options = form.questions.first { $0.key == .goals }?.options.map(\.value) ?? []
        let chosen = (goals ?? []).map(\.rawValue)
        return Self.faults(of: chosen, at: "/answers/goals", among: options)
            + timeFaults + scoreFaults(domains)
    }

    /// The required questions without an answer.
    func missing(from form: OnboardingForm) -> [Problem.Fault] {
        form.questions.filter { $0.isRequired && !has($0.key) }
            .map { Problem.Fault("/answers/\($0.key.rawValue)", .init(.required)) }
    }

    private static func faults(
        of values: [String],
        at pointer: String,
        among options: [String]
    ) -> [Problem.Fault] {
        values.enumerated().compactMap { index, value in
            guard options.contains(value) else { return Problem.Fault("\(pointer)/\(index)", .notAnOption) }
            return values[..<index].contains(value) ? Problem.Fault("\(pointer)/\(index)", .chosenTwice) : nil
        }
    }

    private var timeFaults: [Problem.Fault] {
        let times = reminderTimes ?? []
        if times.count > 2 { return [.init("/answers/reminder_times", Refusal(.tooMany(2)))] }
        return Set(times.map(\.secondOfDay)).count < times.count
            ? [.init("/answers/reminder_times/1", .chosenTwice)] : []
    }

    private func scoreFaults(_ domains: [DiaryDomain]) -> [Problem.Fault] {
        (baseline ?? [:]).sorted { $0.key < $1.key }.compactMap { key, score in
            let domain = domains.first { $0.key == key }
            let refusal = domain.map { $0.refusal(of: score) } ?? .logUnknownDomain
            return refusal.map { Problem.Fault("/answers/baseline/\(key)", $0) }
        }
    }
}
