import Kernel
import Platform
import Store

extension Tutor {
    /// Changes the profile and the terms; the same values again change nothing.
    func changed(by changes: TutorChanges, as call: Call, _ tx: borrowing Tx) throws -> Tutor {
        var next = self
        next.headline = changes.headline.applied(to: headline)
        next.bio = changes.bio.applied(to: bio)
        next.rate = changes.rateMinor.map { Int64($0.value) }.applied(to: rate)
        next.minutes = changes.minutes.map { Set($0).sorted() } ?? minutes
        next.singleLessons = changes.singleLessons ?? singleLessons
        next.terms = changes.terms?.applied(to: terms) ?? terms
        next.meeting = changes.meeting.applied(to: meeting)
        next.zone = changes.timeZone ?? zone
        try next.checkOffer(Policies.at(tx.now, tx))
        let isOther = next != self
        if let subjects = changes.subjects { try replace(subjects, tx) }
        if let languages = changes.languages { try replace(languages, tx) }
        guard isOther || changes.subjects != nil || changes.languages != nil else { return self }
        try Audit.record(TutorAction.change, of: Self.kind, id.cast(), by: call.actor, tx)
        if next.zone != zone { try next.moveHours(tx) }
        return try next.save(tx)
    }

    private func checkOffer(_ policies: Policies) throws(Problem) {
        var faults: [Problem.Fault] = []
        let bounds = Int(policies[.priceRateMinimumCents])...Int(policies[.priceRateMaximumCents])
        if let rate, !bounds.contains(Int(rate)) {
            faults.append(.init("/rate_minor", Refusal(.outOfRange(bounds))))
        }
        if singleLessons, rate == nil { faults.append(.init("/rate_minor", Refusal(.required))) }
        if singleLessons, minutes.isEmpty { faults.append(.init("/minutes", Refusal(.required))) }
        if let meeting, meeting.kind == .link, meeting.url == nil {
            faults.append(.init("/meeting/url", Refusal(.required)))
        }
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }

    private func replace(_ subjects: [TutorChanges.SubjectOffered], _ tx: borrowing Tx) throws {
        try Self.checkList(subjects.map(\.code), at: "/subjects")
        for (place, subject) in subjects.enumerated() {
            let pointer = "/subjects/\(place)"
            try SchoolSubject.demand(subject.code, at: "\(pointer)/code", tx)
            guard !subject.levels.isEmpty else {
                throw Problem(.invalid, faults: [.init("\(pointer)/levels", Refusal(.required))])
            }
        }
        try tx.execute("DELETE FROM tutor_subject WHERE tutor_id = \(id)")
        for subject in subjects {
            for level in Set(subject.levels) {
                try tx.execute(
                    "INSERT INTO tutor_subject (tutor_id, subject, level) VALUES (\(id), \(subject.code), \(level))"
                )
            }
        }
    }

    private func replace(_ languages: [LanguageSpoken], _ tx: borrowing Tx) throws {
        try Self.checkList(languages.map(\.code), at: "/languages")
        try tx.execute("DELETE FROM tutor_language WHERE tutor_id = \(id)")
        for language in languages {
            try tx.execute(
                """
                INSERT INTO tutor_language (tutor_id, language, level)
                VALUES (\(id), \(language.code.tag), \(language.level))
                """
            )
        }
    }

    /// Refuses long lists, and lists that name something twice.
    private static func checkList(
        _ codes: [some Hashable],
        at pointer: String,
        most: Int = 30
    ) throws(Problem) {
        guard codes.count <= most else {
            throw Problem(.invalid, faults: [.init(pointer, Refusal(.tooMany(most)))])
        }
        guard Set(codes).count == codes.count else {
            throw Problem(.invalid, faults: [.init(pointer, .listedTwice)])
        }
    }

    /// The opening hours keep their wall times in the new zone; all-day events of a linked calendar are read anew.
    private func moveHours(_ tx: borrowing Tx) throws {
        _ = try openCalendar(tx)
        try CalendarLinks.readAnew(of: account, tx)
    }
}
