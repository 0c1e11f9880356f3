import Kernel
import Platform
import Store

extension Student {
    /// Refuses a profile of somebody who is too young, and wishes that name nothing.
    func check(_ tx: borrowing Tx) throws {
        let faults = ageFaults(on: PolicyKey.day(of: tx.now)) + windowFaults
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
        for (place, subject) in (wishes?.subjects ?? []).enumerated() {
            try SchoolSubject.demand(subject, at: "/wishes/subjects/\(place)", tx)
        }
    }

    private func ageFaults(on day: CivilDate) -> [Problem.Fault] {
        var faults: [Problem.Fault] = []
        if birthDate > day || birthDate.age(on: day) > 120 {
            faults.append(.init("/birth_date", .noBirthDate))
        } else if learner != nil, birthDate.age(on: day) < Self.guardian {
            faults.append(.init("/birth_date", .guardianTooYoung))
        } else if birthDate.age(on: day) < Self.youngest {
            faults.append(.init("/birth_date", .tooYoung))
        }
        if let learner, learner.birthDate > day || learner.birthDate.age(on: day) > 120 {
            faults.append(.init("/learner/birth_date", .noBirthDate))
        }
        return faults
    }

    private var windowFaults: [Problem.Fault] {
        (wishes?.windows ?? []).enumerated().compactMap { place, window in
            window.from < window.until
                ? nil : Problem.Fault("/wishes/windows/\(place)/until", .endsBeforeItStarts)
        }
    }
}

// swift-format-ignore
extension Refusal {
    static let noBirthDate      = Refusal("no_birth_date", ["it": "non può essere una data di nascita", "en": "cannot be a date of birth"])
    static let tooYoung         = Refusal("too_young", ["it": "sotto i 14 anni l'account lo ha un adulto", "en": "under 14 a guardian has the account"])
    static let guardianTooYoung = Refusal("guardian_too_young", ["it": "chi iscrive un altro deve avere almeno 18 anni", "en": "must be at least 18 years old to have the account for a learner"])
}
