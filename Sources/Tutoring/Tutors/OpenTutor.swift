import Kernel
import Platform
import Store

extension Tutor {
    /// Turns the account of a student without purchase, booking or message into a tutor's.
    ///
    /// Its access tokens end; a refresh brings one with the new role.
    static func open(_ new: NewTutor, of account: Account, as call: Call, _ tx: borrowing Tx) throws -> Tutor
    {
        guard account.role == .student, try find(of: account.id, tx) == nil else {
            throw Problem(.alreadyThere)
        }
        guard try !hasBegun(account.id, tx) else { throw Problem(.openBusiness) }
        // The name stands in everything that students read.
        guard Masking.mask(new.displayName.rawValue, .italian).hits == 0 else {
            throw Problem(.invalid, faults: [.init("/display_name", .contactData)])
        }
        let tutor = try Tutor(new, of: account.id, at: call.site, tx)
        try tutor.insert(tx)
        _ = try BookingResource.open(for: account.id, in: new.timeZone, keepsOfficeDays: true, tx)
        try tx.execute("DELETE FROM student WHERE account_id = \(account.id)")
        _ = try account.changed(role: .tutor, by: call.actor, at: call.site, tx)
        try Audit.record(TutorAction.open, of: kind, tutor.id.cast(), by: call.actor, tx)
        return tutor
    }

    /// Whether the student has bought, booked or written; a tutor could neither use nor cancel a plan.
    private static func hasBegun(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Bool {
        try tx.exists(
            "SELECT 1 FROM purchase u WHERE u.student_id = \(account) AND u.state NOT IN ('expired', 'cancelled')"
        )
            || tx.exists("SELECT 1 FROM lesson l WHERE l.student_id = \(account) AND l.state <> 'released'")
            || tx.exists("SELECT 1 FROM thread h WHERE h.student_id = \(account)")
            || tx.exists("SELECT 1 FROM subscription s WHERE s.account_id = \(account)")
    }

    private init(_ new: NewTutor, of account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws {
        id = tx.newID()
        self.account = account
        displayName = new.displayName
        legal = try LegalData(new, in: id, of: account, at: site, tx)
        zone = new.timeZone
        (headline, bio, rate, meeting, suspendedAt) = (nil, nil, nil, nil, nil)
        minutes = [.hour]
        (singleLessons, isVerified) = (false, false)
        terms = TutorTerms(try Policies.at(tx.now, tx))
        (createdAt, updatedAt, version) = (tx.now, tx.now, 1)
    }
}

extension LegalData {
    /// The data of a new tutor, sealed; the rules that they obey together are checked.
    fileprivate init(
        _ new: NewTutor,
        in id: ID<Tutor>,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws {
        try LegalRules(
            birthDate: new.birthDate,
            country: new.country,
            taxCode: new.taxCode.rawValue,
            regime: new.regime,
            vatNumber: new.vatNumber
        ).check(on: PolicyKey.day(of: tx.now))
        name = new.legalName
        birthDate = new.birthDate
        country = new.country
        let (address, code) = (new.address.rawValue.utf8, new.taxCode.rawValue.utf8)
        sealedAddress = try Tutor.address.seal(address, in: id, of: account, at: site, tx)
        sealedTaxCode = try Tutor.taxCode.seal(code, in: id, of: account, at: site, tx)
        regime = new.regime
        vatNumber = new.vatNumber
    }
}
