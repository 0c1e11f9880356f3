import Kernel
import Platform
import Store
import TestKit

@testable import Tutoring

/// Three tutors, three students in three zones, and two administrators.
///
/// Tina confirms at once and has a published package; Theo confirms each request; Tess has sent no papers.
func castTutoring(
    limits: Bool = false,
    dependencies: (inout Dependencies) -> Void = { _ in }
) async throws -> World {
    try await World(
        tutoring,
        cast: "tutoring",
        limits: limits,
        cast: castPeople,
        dependencies: dependencies
    )
}

@Sendable func castPeople(at site: Site) async throws {
    let password = try await DemoPerson.password(at: site)
    let papers = [try await DemoTutor.paper(at: site), try await DemoTutor.paper(at: site)]
    try await site.db.write { tx in
        for person in [DemoPerson.ada, .adam] { _ = try person.enrol(with: password, at: site, tx) }
        for student in [DemoStudent.sara, .sami, .siri] { try student.enrol(with: password, at: site, tx) }
        let tina = try DemoTutor.tina.enrol(with: password, papers[0], at: site, tx)
        try DemoPackage.tenLessons.publish(by: tina, at: site, tx)
        try DemoTutor.theo.enrol(with: password, papers[1], at: site, tx)
        try DemoTutor.tess.enrol(with: password, nil, at: site, tx)
    }
    // Worlds begin with empty mailboxes and queues.
    try await site.db.write { tx in
        try tx.execute("DELETE FROM notice_delivery")
        try tx.execute("DELETE FROM notice")
        try tx.execute("DELETE FROM job")
    }
}

// swift-format-ignore
extension Person {
    /// A student in Rome.
    static let sara = Person("sara", email: "sara.conti@example.com")
    /// A student in New York.
    static let sami = Person("sami", email: "sami.reid@example.com")
    /// A student in Kolkata.
    static let siri = Person("siri", email: "siri.das@example.com")
    /// A verified tutor in Rome, who confirms at once.
    static let tina = Person("tina", email: "tina.rossi@example.com")
    /// A verified tutor in New York, who confirms each request.
    static let theo = Person("theo", email: "theo.grant@example.com")
    /// A tutor in Rome without verified papers.
    static let tess = Person("tess", email: "tess.bruni@example.com")
    /// An administrator.
    static let ada  = Person("ada",  email: "ada.king@example.com")
    /// The other administrator.
    static let adam = Person("adam", email: "adam.lowe@example.com")
}

// swift-format-ignore
extension DemoPerson {
    static let sara = DemoPerson(email: "sara.conti@example.com", firstName: "Sara", lastName: "Conti", phone: "+390650000001")
    static let sami = DemoPerson(email: "sami.reid@example.com",  firstName: "Sami", lastName: "Reid",  zone: .newYork, language: .english)
    static let siri = DemoPerson(email: "siri.das@example.com",   firstName: "Siri", lastName: "Das",   zone: kolkata,  language: .english)
    static let tina = DemoPerson(email: "tina.rossi@example.com", firstName: "Tina", lastName: "Rossi", role: .tutor)
    static let theo = DemoPerson(email: "theo.grant@example.com", firstName: "Theo", lastName: "Grant", role: .tutor, zone: .newYork, language: .english)
    static let tess = DemoPerson(email: "tess.bruni@example.com", firstName: "Tess", lastName: "Bruni", role: .tutor)
    static let ada  = DemoPerson(email: "ada.king@example.com",   firstName: "Ada",  lastName: "King",  role: .admin)
    static let adam = DemoPerson(email: "adam.lowe@example.com",  firstName: "Adam", lastName: "Lowe",  role: .admin)

    private static let kolkata = Zone("Asia/Kolkata") ?? .utc
}

extension DemoPackage {
    /// Ten lessons of mathematics for 270.00, valid for 180 days.
    static let tenLessons = DemoPackage(
        subject: "mathematics",
        name: "Ten lessons of mathematics",
        price: 27_000
    )
}

extension DemoStudent {
    static let sara = DemoStudent(person: .sara)
    static let sami = DemoStudent(person: .sami, country: "US")
    static let siri = DemoStudent(person: .siri, country: "IN", level: .university)
}

extension DemoTutor {
    static let tina = DemoTutor(
        person: .tina,
        displayName: "Tina Rossi",
        taxCode: codice("RSSTNI85C55H501"),
        headline: "Mathematics without fear",
        bio: "Fifteen years at a liceo in Rome.",
        terms: TermChanges(mode: .instant)
    )
    static let theo = DemoTutor(
        person: .theo,
        displayName: "Theo Grant",
        country: "US",
        taxCode: "123-45-6789",
        subjects: [("mathematics", [.university]), ("physics", [.university])],
        languages: [(.english, .c2), (.italian, .b1)],
        rate: 4_500
    )
    static let tess = DemoTutor(
        person: .tess,
        displayName: "Tess Bruni",
        taxCode: codice("BRNTSS85C55H501"),
        isVerified: false
    )
}

extension World {
    func account(of person: Person) async throws -> ID<Account> {
        try await named(person.email, "SELECT id FROM account WHERE email = \(person.email)")
    }

    func id(of person: Person) async throws -> String { try await account(of: person).description }

    func tutor(of person: Person) async throws -> ID<Tutor> {
        try await named(
            person.email,
            "SELECT t.id FROM tutor t JOIN account a ON a.id = t.account_id WHERE a.email = \(person.email)"
        )
    }

    /// The only package of a tutor.
    func package(of person: Person) async throws -> ID<Package> {
        let tutor = try await tutor(of: person)
        return try await named(person.email, "SELECT k.id FROM package k WHERE k.tutor_id = \(tutor)")
    }

    private func named<Entity>(_ name: String, _ query: SQL) async throws -> ID<Entity> {
        let id = try await db.read { tx in try tx.value(query, as: ID<Entity>.self) }
        guard let id else { throw TestFailure("nothing is called \(name)") }
        return id
    }

    /// Another account without a profile, with the same password as all.
    @discardableResult
    func enrol(_ name: String, as role: Role = .student) async throws -> Person {
        let person = DemoPerson(email: "\(name)@example.com", firstName: name, lastName: "Test", role: role)
        let password = try await DemoPerson.password(at: site)
        _ = try await db.write { [site] tx in try person.enrol(with: password, at: site, tx) }
        return Person(name, email: person.email)
    }

    /// Another student with a profile.
    @discardableResult
    func enrolStudent(_ name: String, in zone: Zone = .rome) async throws -> Person {
        let person = DemoPerson(email: "\(name)@example.com", firstName: name, lastName: "Test", zone: zone)
        let password = try await DemoPerson.password(at: site)
        _ = try await db.write { [site] tx in
            try DemoStudent(person: person).enrol(with: password, at: site, tx)
        }
        return Person(name, email: person.email)
    }

    /// Another tutor, verified unless `isVerified` is false.
    @discardableResult
    func enrolTutor(
        _ name: String,
        in zone: Zone = .rome,
        rate: Int = 3_000,
        terms: TermChanges = TermChanges(mode: .instant),
        isVerified: Bool = true
    ) async throws -> Person {
        let person = DemoPerson(
            email: "\(name)@example.com",
            firstName: name,
            lastName: "Test",
            role: .tutor,
            zone: zone
        )
        let tutor = DemoTutor(
            person: person,
            displayName: "\(name) Test",
            country: "FR",
            taxCode: "FR12345678901",
            rate: rate,
            terms: terms,
            isVerified: isVerified
        )
        let password = try await DemoPerson.password(at: site)
        let paper = try await DemoTutor.paper(at: site)
        _ = try await db.write { [site] tx in try tutor.enrol(with: password, paper, at: site, tx).id }
        return Person(name, email: person.email)
    }
}
