import Kernel
import Platform
import Store

/// A tutor of the demo, open from Monday to Friday, nine to six.
struct DemoTutor: Sendable {
    let person: DemoPerson
    var displayName: String
    var country = "IT"
    var taxCode: String
    var regime = TaxRegime.none
    var vatNumber: String?
    var birthDate = "1985-03-15"
    var headline: String?
    var bio: String?
    var subjects: [(code: String, levels: [SubjectLevel])] = [
        ("mathematics", [.upperSecondary, .university])
    ]
    var languages: [(code: Language, level: LanguageLevel)] = [(.italian, .c2), (.english, .b2)]
    /// In cents for 60 minutes.
    var rate = 3_000
    var terms = TermChanges()
    var weekdays = 1...5
    /// Whether the papers were approved.
    var isVerified = true

    /// An Italian tax code: fifteen characters with their check letter.
    static func codice(_ fifteen: String) -> String {
        let codes = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".map { fifteen + String($0) }
        return codes.first { (try? CodiceFiscale.normalised($0)) != nil } ?? fifteen
    }

    /// An identity paper, stored before the transaction.
    static func paper(at site: Site) async throws -> ReceivedFile {
        try await Files.make("identity.pdf", .pdf, at: site) {
            try await $0.append(Array("%PDF-1.4 identity".utf8))
        }
    }

    /// Opens the account and turns it into a tutor's, as the operations do.
    @discardableResult
    func enrol(
        with password: HashedPassword,
        _ paper: ReceivedFile?,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> Tutor {
        let account = try person.enrol(with: password, at: site, tx)
        let student = site.call(as: .owner(of: account), with: .tutorOpen)
        let opened = try Tutor.open(new, of: account, as: student, tx)
        let owner = site.call(as: .owner(of: try Account.find(account.id, tx)), with: .tutorEdit)
        let tutor = try opened.changed(by: changes, as: owner, tx)
        try keepHours(account.id, tx)
        guard isVerified, let paper else { return tutor }
        let file = try UserFile.add(
            paper,
            NewUserFile(owner: account.id, folder: nil, topic: nil),
            by: owner.actor,
            tx
        )
        let papers = NewVerification(papers: [.init(kind: .identity, fileId: file.id)])
        let sent = try Verification.send(papers, of: tutor, as: owner, tx)
        _ = try sent.decided(
            by: .approve,
            because: "The papers are in order.",
            as: site.call(as: .system),
            tx
        )
        return try Tutor.find(tutor.id, tx)
    }

    private var new: NewTutor {
        NewTutor(
            displayName: Tutor.DisplayName(unchecked: displayName),
            legalName: LegalName(unchecked: "\(person.firstName) \(person.lastName)"),
            birthDate: CivilDate(birthDate) ?? .placeholder,
            country: CountryCode(unchecked: country),
            address: PostalAddress(unchecked: addresses[country] ?? "Via Roma 1, 00184 Roma"),
            taxCode: TaxCode(unchecked: taxCode),
            regime: regime,
            vatNumber: vatNumber.map { VATNumber(unchecked: $0) },
            timeZone: person.zone
        )
    }

    private var changes: TutorChanges {
        var changes = TutorChanges.nothing
        changes.headline = headline.map { .set(Tutor.Headline(unchecked: $0)) } ?? .keep
        changes.bio = bio.map { .set(Tutor.Bio(unchecked: $0)) } ?? .keep
        changes.subjects = subjects.map { .init(code: SubjectCode(unchecked: $0.code), levels: $0.levels) }
        changes.languages = languages.map { LanguageSpoken(code: $0.code, level: $0.level) }
        changes.rateMinor = Ranged(rate).map { .set($0) } ?? .keep
        changes.minutes = LessonMinutes.all
        changes.singleLessons = true
        changes.terms = terms
        let room = MeetingURL(unchecked: "https://meet.example.com/\(person.lastName.lowercased())")
        changes.meeting = .set(MeetingPlace(kind: .link, url: room))
        return changes
    }

    private func keepHours(_ account: ID<Account>, _ tx: borrowing Tx) throws {
        let (from, until) = (LocalTime(unchecked: "09:00"), LocalTime(unchecked: "18:00"))
        guard let span = WallSpan(from: from, until: until),
            let resource = try BookingResource.find(of: account, tx)
        else { return }
        try WeeklyHours(weekdays.map { WeeklyHours.Line(weekday: $0, span: span) }).save(for: resource.id, tx)
    }
}

/// The addresses of tutors outside of Italy.
private let addresses = ["US": "1 Water Street, New York NY 10004", "GB": "1 High Street, London N1 1AA"]

extension TutorChanges {
    /// Changes of nothing, to begin with.
    static let nothing = TutorChanges(
        headline: .keep,
        bio: .keep,
        rateMinor: .keep,
        meeting: .keep
    )
}
