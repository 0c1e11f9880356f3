import Kernel
import Platform
import Store

/// A subject that a tutor teaches.
struct SubjectTaught: Codable, Hashable, Sendable {
    /// The word for it in `GET subjects` and in a search, such as `mathematics`.
    var code: String
    /// Its name in the reader's language.
    var name: String
    /// The levels at which it is taught.
    var levels: [SubjectLevel]
}

/// A language that a tutor speaks.
struct LanguageSpoken: Codable, Hashable, Sendable {
    /// A BCP 47 tag, such as `it`, by which students find the tutor.
    var code: Language
    /// How well; native speakers have C2.
    var level: LanguageLevel
}

extension SubjectTaught {
    /// The subjects of these tutors with their levels, from the lowest level up.
    static func of(
        _ tutors: [ID<Tutor>],
        in languages: [Language],
        _ tx: borrowing Tx
    ) throws -> [ID<Tutor>: [SubjectTaught]] {
        var found: [ID<Tutor>: [SubjectTaught]] = [:]
        try tx.forEach(
            """
            SELECT ts.tutor_id, ts.level, \(SchoolSubject.columns)
              FROM tutor_subject ts JOIN subject s ON s.code = ts.subject
             WHERE ts.tutor_id \(in: tutors) ORDER BY ts.tutor_id, ts.subject
            """
        ) { row in
            let (tutor, level) = (try row.next(ID<Tutor>.self), try row.next(SubjectLevel.self))
            let subject = try SchoolSubject(&row)
            let code = subject.code.rawValue
            if found[tutor]?.last?.code != code {
                let name = subject.name.text(in: languages)
                found[tutor, default: []].append(SubjectTaught(code: code, name: name, levels: []))
            }
            let last = (found[tutor]?.count ?? 1) - 1
            found[tutor]?[last].levels.append(level)
        }
        return found.mapValues { $0.map(\.inOrder) }
    }

    /// With the levels from the lowest up.
    private var inOrder: SubjectTaught {
        SubjectTaught(code: code, name: name, levels: SubjectLevel.allCases.filter(levels.contains))
    }
}

extension LanguageSpoken {
    /// The languages of these tutors, the best spoken first.
    static func of(_ tutors: [ID<Tutor>], _ tx: borrowing Tx) throws -> [ID<Tutor>: [LanguageSpoken]] {
        var found: [ID<Tutor>: [LanguageSpoken]] = [:]
        try tx.forEach(
            """
            SELECT l.tutor_id, l.language, l.level FROM tutor_language l
             WHERE l.tutor_id \(in: tutors) ORDER BY l.tutor_id, l.level DESC, l.language
            """
        ) { row in
            let tutor = try row.next(ID<Tutor>.self)
            let spoken = LanguageSpoken(code: Language(try row.next()), level: try row.next())
            found[tutor, default: []].append(spoken)
        }
        return found
    }
}
