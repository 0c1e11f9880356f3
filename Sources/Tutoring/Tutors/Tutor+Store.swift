import Kernel
import Platform
import Store

extension Tutor: Record {
    static let columns: SQL =
        """
        t.id, t.account_id, t.display_name, t.legal_name, t.birth_date, t.country, t.address, t.tax_code, t.regime,
        t.vat_number, t.time_zone, t.headline, t.bio, t.rate_minor, t.minutes, t.single_lessons, t.terms, t.meeting,
        t.is_verified, t.suspended_at, t.created_at, t.updated_at, t.version
        """

    init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        displayName = try row.next()
        legal = LegalData(
            name: try row.next(),
            birthDate: try row.next(),
            country: try row.next(),
            sealedAddress: try row.next(),
            sealedTaxCode: try row.next(),
            regime: try row.next(),
            vatNumber: try row.next()
        )
        zone = try row.next()
        headline = try row.next()
        bio = try row.next()
        rate = try row.next()
        minutes = try row.json([Int].self).compactMap { LessonMinutes($0) }
        singleLessons = try row.next()
        terms = try row.json()
        meeting = try row.json(MeetingPlace?.self)
        isVerified = try row.next()
        suspendedAt = try row.next()
        createdAt = try row.next()
        updatedAt = try row.next()
        version = try row.next()
    }
}

extension Tutor: Scoped {
    static let visibility = Visibility(own: "t.account_id")

    /// The condition that searches find the tutor in `t`: verified, not suspended, something on sale.
    static let isSearchable: SQL =
        """
        (t.is_verified AND t.suspended_at IS NULL
         AND (t.single_lessons AND t.rate_minor IS NOT NULL
              OR EXISTS (SELECT 1 FROM package k WHERE k.tutor_id = t.id AND k.state = 'published')))
        """

    static func find(_ id: ID<Tutor>, _ tx: borrowing Tx) throws -> Tutor {
        try tx.one("SELECT \(columns) FROM tutor t WHERE t.id = \(id)")
    }

    /// The tutors with these identities, by identity.
    static func list(_ ids: [ID<Tutor>], _ tx: borrowing Tx) throws -> [ID<Tutor>: Tutor] {
        guard !ids.isEmpty else { return [:] }
        let tutors: [Tutor] = try tx.all("SELECT \(columns) FROM tutor t WHERE t.id \(in: ids)")
        return Dictionary(uniqueKeysWithValues: tutors.map { ($0.id, $0) })
    }

    /// The tutor that a body names; an unknown one is a fault at `pointer`.
    static func find(
        named id: ID<Tutor>,
        at pointer: String = "/tutor_id",
        _ tx: borrowing Tx
    ) throws -> Tutor {
        let found: Tutor? = try tx.first("SELECT \(columns) FROM tutor t WHERE t.id = \(id)")
        guard let found else { throw Problem(.invalid, faults: [.init(pointer, .unknownTutor)]) }
        return found
    }

    /// The tutor of an account; nil for everybody else.
    static func find(of account: ID<Account>, _ tx: borrowing Tx) throws -> Tutor? {
        try tx.first("SELECT \(columns) FROM tutor t WHERE t.account_id = \(account)")
    }

    /// The tutor of an account; not found for everybody else.
    static func demand(of account: ID<Account>, _ tx: borrowing Tx) throws -> Tutor {
        try tx.one("SELECT \(columns) FROM tutor t WHERE t.account_id = \(account)")
    }

    /// The caller's own tutor.
    static func own(_ call: Call, _ tx: borrowing Tx) throws -> Tutor {
        try demand(of: call.account, tx)
    }

    /// Whether the tutor teaches the subject, at the level where one is named.
    func teaches(_ subject: SubjectCode, _ level: SubjectLevel?, _ tx: borrowing Tx) throws -> Bool {
        let condition: SQL = level.map { "AND s.level = \($0)" } ?? ""
        return try tx.exists(
            "SELECT 1 FROM tutor_subject s WHERE s.tutor_id = \(id) AND s.subject = \(subject) \(condition)"
        )
    }
}

extension Tutor {
    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO tutor (id, account_id, display_name, legal_name, birth_date, country, address, tax_code, regime,
                               vat_number, time_zone, minutes, single_lessons, terms, is_verified, search_text,
                               created_at, updated_at, version)
            VALUES (\(id), \(account), \(displayName), \(legal.name), \(legal.birthDate), \(legal.country),
                    \(legal.sealedAddress), \(legal.sealedTaxCode), \(legal.regime), \(legal.vatNumber), \(zone),
                    \(json: minutes), \(singleLessons), \(json: terms), \(false), \(searchText),
                    \(createdAt), \(updatedAt), 1)
            """
        )
    }

    /// Fails with ``Platform/Problem/Code/stale`` after a change by somebody else.
    func save(_ tx: borrowing Tx) throws -> Tutor {
        try tx.changeOne(
            """
            UPDATE tutor
               SET display_name = \(displayName), legal_name = \(legal.name), birth_date = \(legal.birthDate),
                   country = \(legal.country), address = \(legal.sealedAddress), tax_code = \(legal.sealedTaxCode),
                   regime = \(legal.regime), vat_number = \(legal.vatNumber), time_zone = \(zone),
                   headline = \(headline), bio = \(bio), rate_minor = \(rate), minutes = \(json: minutes),
                   single_lessons = \(singleLessons), terms = \(json: terms), meeting = \(json: meeting),
                   search_text = \(searchText), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try TutorListing.refresh(id, tx)
        return try Self.find(id, tx)
    }

    /// Words of the name, the headline and the description as others read them.
    private var searchText: String {
        Self.searchText(displayName.rawValue, headline?.rawValue, bio?.rawValue)
    }

    /// Contact data is no word: with the beginning of a number the rest of it could be guessed.
    private static func searchText(_ name: String, _ headline: String?, _ bio: String?) -> String {
        SearchText.stored([name, headline.map(Masking.shown), bio.map(Masking.shown)])
    }

    static let searched = SearchedTable("tutor", key: "id", columns: "display_name, headline, bio") { row in
        searchText(try row.next(), try row.next(), try row.next())
    }
}

extension Tutor {
    static let address = PersonSealedColumn("tutor", "address", key: "id", account: "account_id")
    static let taxCode = PersonSealedColumn("tutor", "tax_code", key: "id", account: "account_id")

    /// The postal address, for documents.
    func openedAddress(at site: Site, _ tx: borrowing Tx) throws -> String {
        try opened(legal.sealedAddress, Self.address, at: site, tx)
    }

    /// The tax code, for documents.
    func openedTaxCode(at site: Site, _ tx: borrowing Tx) throws -> String {
        try opened(legal.sealedTaxCode, Self.taxCode, at: site, tx)
    }

    private func opened(
        _ sealed: [UInt8]?,
        _ column: PersonSealedColumn,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> String {
        guard let sealed else { return "" }
        return String(decoding: try column.open(sealed, in: id, of: account, at: site, tx), as: UTF8.self)
    }

    /// A copy with other legal data; the rules that they obey together are checked.
    func replacing(_ changes: LegalChanges, at site: Site, _ tx: borrowing Tx) throws -> Tutor {
        var next = self
        next.legal.name = changes.legalName ?? legal.name
        next.legal.birthDate = changes.birthDate ?? legal.birthDate
        next.legal.country = changes.country ?? legal.country
        next.legal.regime = changes.regime ?? legal.regime
        next.legal.vatNumber = changes.vatNumber ?? (next.legal.regime == .none ? nil : legal.vatNumber)
        let code = try changes.taxCode?.rawValue ?? openedTaxCode(at: site, tx)
        try LegalRules(
            birthDate: next.legal.birthDate,
            country: next.legal.country,
            taxCode: code,
            regime: next.legal.regime,
            vatNumber: next.legal.vatNumber
        ).check(on: PolicyKey.day(of: tx.now))
        if let address = changes.address {
            next.legal.sealedAddress = try Self.address.seal(
                address.rawValue.utf8,
                in: id,
                of: account,
                at: site,
                tx
            )
        }
        if changes.taxCode != nil {
            next.legal.sealedTaxCode = try Self.taxCode.seal(code.utf8, in: id, of: account, at: site, tx)
        }
        return next
    }
}
