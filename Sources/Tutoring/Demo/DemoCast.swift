import Kernel
import Platform
import Store

/// The people of the demo: six tutors, ten students in three zones, and two administrators.
enum DemoCast {
    // swift-format-ignore
    private static let administrators = [
        DemoPerson(email: "ada.king@example.com",  firstName: "Ada",  lastName: "King", role: .admin),
        DemoPerson(email: "adam.lowe@example.com", firstName: "Adam", lastName: "Lowe", role: .admin),
    ]

    // swift-format-ignore
    private static let students = [
        DemoStudent(person: student("sara.conti",   "Sara",   "Conti"), wishes: StudentWishes(subjects: [SubjectCode(unchecked: "mathematics")])),
        DemoStudent(person: student("luca.marino",  "Luca",   "Marino"), birthDate: "1984-02-11", level: .lowerSecondary, learner: Learner(name: Line(unchecked: "Ugo"), birthDate: CivilDate("2015-09-03") ?? .placeholder)),
        DemoStudent(person: student("giulia.serra", "Giulia", "Serra"), level: .adult),
        DemoStudent(person: student("marco.fonti",  "Marco",  "Fonti")),
        DemoStudent(person: student("anna.leone",   "Anna",   "Leone"), level: .university),
        DemoStudent(person: student("sami.reid",    "Sami",   "Reid",   .newYork, .english), country: "US", level: .university),
        DemoStudent(person: student("jane.hall",    "Jane",   "Hall",   .newYork, .english), country: "US"),
        DemoStudent(person: student("omar.diaz",    "Omar",   "Diaz",   .newYork, .english), country: "US", level: .adult),
        DemoStudent(person: student("siri.das",     "Siri",   "Das",    kolkata,  .english), country: "IN", level: .university),
        DemoStudent(person: student("arun.nair",    "Arun",   "Nair",   kolkata,  .english), country: "IN"),
    ]

    private typealias Entry = (tutor: DemoTutor, package: DemoPackage?)

    // swift-format-ignore
    private static let tutors: [Entry] = [
        (DemoTutor(person: tutor("tina.rossi", "Tina", "Rossi"), displayName: "Tina Rossi", taxCode: DemoTutor.codice("RSSTNI85C55H501"), regime: .forfettario, vatNumber: "12345678903",
                   headline: "Mathematics without fear", bio: "Fifteen years at a liceo in Rome.", terms: instant),
         DemoPackage(subject: "mathematics", name: "Ten lessons of mathematics", price: 27_000, validityDays: 400)),
        (DemoTutor(person: tutor("paolo.greco", "Paolo", "Greco"), displayName: "Paolo Greco", taxCode: DemoTutor.codice("GRCPLA79E02F205"), birthDate: "1979-05-02",
                   headline: "Physics by experiment", subjects: [("physics", [.upperSecondary]), ("chemistry", [.upperSecondary])], rate: 2_800, terms: asking),
         DemoPackage(subject: "physics", name: "Five lessons of physics", price: 13_000, lessons: 5)),
        (DemoTutor(person: tutor("theo.grant", "Theo", "Grant", .newYork, .english), displayName: "Theo Grant", country: "US", taxCode: "123-45-6789",
                   headline: "Calculus for engineers", subjects: [("mathematics", [.university]), ("physics", [.university])], languages: [(.english, .c2), (.italian, .b1)], rate: 4_500, terms: instant),
         DemoPackage(subject: "mathematics", name: "Ten lessons of calculus", price: 40_000)),
        (DemoTutor(person: tutor("emma.wood", "Emma", "Wood", london, .english), displayName: "Emma Wood", country: "GB", taxCode: "QQ123456C",
                   headline: "English as it is spoken", subjects: [("english", SubjectLevel.allCases)], languages: [(.english, .c2), (.italian, .c1)], rate: 3_500, terms: instant),
         DemoPackage(subject: "english", name: "Ten lessons of English", price: 30_000)),
        (DemoTutor(person: tutor("guido.neri", "Guido", "Neri"), displayName: "Guido Neri", taxCode: DemoTutor.codice("NREGDU88A10L219"), regime: .ordinary, vatNumber: "12345678903", birthDate: "1988-01-10",
                   headline: "Guitar from the first chord", subjects: [("guitar", [.primary, .adult])], rate: 2_500, terms: instant),
         DemoPackage(subject: "guitar", name: "Ten lessons of guitar", price: 22_000)),
        (DemoTutor(person: tutor("tess.bruni", "Tess", "Bruni"), displayName: "Tess Bruni", taxCode: DemoTutor.codice("BRNTSS85C55H501"), isVerified: false), nil),
    ]

    private static let instant = TermChanges(mode: .instant, acceptsPlans: true, keepsHolidays: false)
    private static let asking = TermChanges(mode: .confirm, keepsHolidays: false)
    private static let kolkata = Zone("Asia/Kolkata") ?? .utc
    private static let london = Zone("Europe/London") ?? .utc

    /// Everybody has been here for nine weeks.
    static func enrol(at site: Site, _ start: Instant) async throws {
        let password = try await DemoPerson.password(at: site)
        try await site.db.write(at: start) { tx in
            for person in administrators { _ = try person.enrol(with: password, at: site, tx) }
            for student in students { try student.enrol(with: password, at: site, tx) }
        }
        for entry in tutors {
            let paper = try await DemoTutor.paper(at: site)
            try await site.db.write(at: start) { tx in
                let tutor = try entry.tutor.enrol(with: password, paper, at: site, tx)
                try entry.package?.publish(by: tutor, at: site, tx)
            }
        }
    }

    /// The account with an address below `example.com`.
    static func account(_ address: String, _ tx: borrowing Tx) throws -> Account {
        let email = EmailAddress(unchecked: "\(address)@example.com")
        guard let account = try Account.find(email: email, tx) else { throw Problem(.notFound) }
        return account
    }

    private static func student(
        _ address: String,
        _ first: String,
        _ last: String,
        _ zone: Zone = .rome,
        _ language: Language = .italian
    ) -> DemoPerson {
        DemoPerson(
            email: "\(address)@example.com",
            firstName: first,
            lastName: last,
            zone: zone,
            language: language
        )
    }

    private static func tutor(
        _ address: String,
        _ first: String,
        _ last: String,
        _ zone: Zone = .rome,
        _ language: Language = .italian
    ) -> DemoPerson {
        var person = student(address, first, last, zone, language)
        person.role = .tutor
        return person
    }
}
