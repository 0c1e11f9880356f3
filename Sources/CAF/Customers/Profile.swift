import Kernel
import Platform
import Store

/// The personal details of an account: name, codice fiscale, addresses.
///
/// Staff have a name; the other fields are optional for them.
struct Profile: Sendable {
    let account: ID<Account>
    var firstName: PersonName
    var lastName: PersonName
    var codiceFiscale: CodiceFiscale?
    /// The time of the office's verification; before it, several accounts can state the same codice fiscale.
    private(set) var codiceFiscaleVerifiedAt: Instant?
    var birthDate: CivilDate?
    var sex: Sex?
    var birthplace: Line<1, 100>?
    var birthplaceCode: CadastralCode?
    var residence: Address?
    /// The current home, where it differs from the residence.
    var domicile: Address?
    private(set) var updatedAt: Instant
    private(set) var version: Int

    init(of account: ID<Account>, _ firstName: PersonName, _ lastName: PersonName, at now: Instant) {
        self.account = account
        self.firstName = firstName
        self.lastName = lastName
        updatedAt = now
        version = 1
    }

    /// Creates the profile for an accepted invitation.
    @Sendable static func open(_ account: Account, _ invitation: Invitation, _ tx: borrowing Tx) throws {
        let first = PersonName(unchecked: invitation.firstName)
        let last = PersonName(unchecked: invitation.lastName)
        try Profile(of: account.id, first, last, at: tx.now).insert(tx)
    }

    func unverified(_ codiceFiscale: CodiceFiscale) -> Profile {
        var next = self
        next.codiceFiscale = codiceFiscale
        next.codiceFiscaleVerifiedAt = nil
        return next
    }

    func verified(at now: Instant) -> Profile {
        var next = self
        next.codiceFiscaleVerifiedAt = now
        return next
    }

    /// Refuses birth data that disagree with the codice fiscale.
    func check() throws(Problem) {
        guard let codiceFiscale else { return }
        let identity = Identity(
            codiceFiscale: codiceFiscale,
            birthDate: birthDate,
            sex: sex,
            birthplaceCode: birthplaceCode
        )
        let faults = identity.faults()
        guard faults.isEmpty else { throw Problem(.invalid, faults: faults) }
    }
}

extension Profile: UserProfile {
    static let join: SQL = "profile p ON p.account_id = a.id"
    static let userColumns: SQL = "\(Account.columns), \(columns)"
    static let searchColumn: SQL = "p.search_text"
    static let notOneself = Problem.Code.notOneself

    /// An operator sees the customers of the requests that they can read.
    static let visibility = Visibility(own: "p.account_id") { caller in
        """
        EXISTS (SELECT 1 FROM service_request r
                 WHERE r.customer_id = p.account_id AND \(ServiceRequest.isAssigned(to: caller)))
        """
    }

    static func find(_ account: ID<Account>, _ tx: borrowing Tx) throws -> Profile {
        try tx.one("SELECT \(columns) FROM profile p WHERE p.account_id = \(account)")
    }

    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO profile (account_id, first_name, last_name, codice_fiscale, birth_date, sex, birthplace,
                                 birthplace_code, residence, domicile, search_text, updated_at, version)
            VALUES (\(account), \(firstName), \(lastName), \(codiceFiscale), \(birthDate), \(sex), \(birthplace),
                    \(birthplaceCode), \(json: residence), \(json: domicile), \(searchText),
                    \(tx.now), \(version))
            """
        )
    }

    /// Fails with ``Problem/Code/stale`` after a change by someone else.
    func save(_ tx: borrowing Tx) throws -> Profile {
        try tx.changeOne(
            """
            UPDATE profile
               SET first_name = \(firstName), last_name = \(lastName), codice_fiscale = \(codiceFiscale),
                   codice_fiscale_verified_at = \(codiceFiscaleVerifiedAt),
                   birth_date = \(birthDate), sex = \(sex), birthplace = \(birthplace),
                   birthplace_code = \(birthplaceCode), residence = \(json: residence), domicile = \(json: domicile),
                   search_text = \(searchText), updated_at = \(tx.now), version = version + 1
             WHERE account_id = \(account) AND version = \(version)
            """
        )
        return try Self.find(account, tx)
    }
}

extension Profile: Record {
    static let columns: SQL =
        """
        p.account_id, p.first_name, p.last_name, p.codice_fiscale, p.birth_date, p.sex, p.birthplace, p.birthplace_code,
        p.residence, p.domicile, p.updated_at, p.version, p.codice_fiscale_verified_at
        """

    init(_ row: inout Row) throws {
        account = try row.next()
        firstName = try row.next()
        lastName = try row.next()
        codiceFiscale = try row.next()
        birthDate = try row.next()
        sex = try row.next()
        birthplace = try row.next()
        birthplaceCode = try row.next()
        residence = try row.json()
        domicile = try row.json()
        updatedAt = try row.next()
        version = try row.next()
        codiceFiscaleVerifiedAt = try row.next()
    }
}
