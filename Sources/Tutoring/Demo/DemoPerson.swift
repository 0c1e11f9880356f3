import Kernel
import Platform
import Store

/// A person of the demo; all have the password `Portico-demo-2026`.
struct DemoPerson: Sendable {
    let email: String
    let firstName: String
    let lastName: String
    var role = Role.student
    var phone: String?
    var zone = Zone.rome
    var language = Language.italian

    static func password(at site: Site) async throws -> HashedPassword {
        try await site.passwords.hash(JSON.decode(Password.self, from: JSONValue("Portico-demo-2026")))
    }

    /// Opens the account, with a confirmed address, its profile and the consents.
    func enrol(with password: HashedPassword, at site: Site, _ tx: borrowing Tx) throws -> Account {
        let account = try Accounts.register(
            email: EmailAddress(unchecked: email),
            phone: phone.map { PhoneNumber(unchecked: $0) },
            password: password,
            role: role == .tutor ? .student : role,
            locale: language,
            by: .system,
            at: site,
            tx
        )
        try tx.execute("UPDATE account SET email_verified_at = created_at WHERE id = \(account.id)")
        let first = PersonName(unchecked: firstName)
        try Profile.open(account.id, first, PersonName(unchecked: lastName), tx)
        try PersonZone.change(to: zone, of: account.id, at: site, tx)
        try agree(account, at: site, tx)
        return try Account.find(account.id, tx)
    }

    private func agree(_ account: Account, at site: Site, _ tx: borrowing Tx) throws {
        let given = site.product.policies(at: tx.now).filter { $0.requiredOf.contains(account.role) }.map {
            ConsentGiven(purpose: $0.purpose, policyVersion: Line(unchecked: $0.version), granted: true)
        }
        try Consent.record(given, of: account.id, from: "registration", by: .owner(of: account), tx)
    }
}

/// A student of the demo with a profile.
struct DemoStudent: Sendable {
    let person: DemoPerson
    var birthDate = "2004-05-20"
    var country = "IT"
    var level: SubjectLevel? = .upperSecondary
    var learner: Learner?
    var wishes: StudentWishes?

    @discardableResult
    func enrol(with password: HashedPassword, at site: Site, _ tx: borrowing Tx) throws -> Account {
        let account = try person.enrol(with: password, at: site, tx)
        let new = NewStudent(
            birthDate: CivilDate(birthDate) ?? .placeholder,
            timeZone: person.zone,
            country: CountryCode(unchecked: country),
            learner: learner,
            level: level,
            wishes: wishes
        )
        let student = new.student(of: account.id, tx)
        try student.check(tx)
        try student.insert(tx)
        return account
    }
}
