import Kernel
import Platform
import Store

extension Package: Record {
    static let columns: SQL =
        """
        k.id, k.tutor_id, t.account_id, t.display_name, k.subject, k.level, k.name, k.description, k.state, k.rating, k.rating_n,
        k.created_at, k.version, v.n, v.lessons, v.minutes, v.list_price_minor, v.validity_days, v.discount
        """

    static let source: SQL =
        "package k JOIN package_version v ON v.package_id = k.id AND v.n = k.version_n JOIN tutor t ON t.id = k.tutor_id"

    init(_ row: inout Row) throws {
        id = try row.next()
        tutor = try row.next()
        seller = try row.next()
        tutorName = try row.next()
        subject = try row.next()
        level = try row.next()
        name = try row.next()
        description = try row.next()
        status = try row.next()
        rating = try row.next()
        ratings = try row.next()
        createdAt = try row.next()
        version = try row.next()
        current = PackageVersion(
            n: try row.next(),
            lessons: try row.next(),
            minutes: try row.next(),
            listPrice: try row.next(),
            validityDays: try row.next(),
            discount: try row.json()
        )
    }

    static func find(_ id: ID<Package>, _ tx: borrowing Tx) throws -> Package {
        try tx.one("SELECT \(columns) FROM \(source) WHERE k.id = \(id)")
    }

    static func find(_ id: ID<Package>, where condition: SQL, _ tx: borrowing Tx) throws -> Package {
        try tx.one("SELECT \(columns) FROM \(source) WHERE k.id = \(id) AND \(condition)")
    }

    /// The packages on sale of a tutor, cheapest first.
    static func published(of tutor: ID<Tutor>, _ tx: borrowing Tx) throws -> [Package] {
        try tx.all(
            """
            SELECT \(columns) FROM \(source) WHERE k.tutor_id = \(tutor) AND k.state = 'published'
             ORDER BY v.list_price_minor, k.id
            """
        )
    }

    /// The packages that a caller sees: those on sale; a tutor also the own ones, a buyer those bought, administrators all.
    static func visible(to call: Call) -> SQL {
        if call.actor.role == .admin { return "TRUE" }
        let onSale: SQL = "k.state = 'published' AND t.is_verified AND t.suspended_at IS NULL"
        guard let account = call.actor.account else { return "(\(onSale))" }
        return """
            (\(onSale) OR t.account_id = \(account)
             OR EXISTS (SELECT 1 FROM purchase p WHERE p.package_id = k.id AND p.student_id = \(account)
                           AND p.paid_at IS NOT NULL))
            """
    }

    /// The condition that a package is managed by the caller.
    static func isOwn(_ call: Call) throws -> SQL { "t.account_id = \(try call.account)" }

    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO package (id, tutor_id, subject, level, name, description, state, version_n, search_text, created_at,
                                 updated_at, version)
            VALUES (\(id), \(tutor), \(subject), \(level), \(name), \(description), \(status), \(current.n), \(searchText),
                    \(tx.now), \(tx.now), 1)
            """
        )
        try insertVersion(tx)
        try writeWords(tx)
    }

    /// Saves the package, with its next version where the terms have changed.
    func save(over old: Package, _ tx: borrowing Tx) throws -> Package {
        if current.n != old.current.n { try insertVersion(tx) }
        try tx.changeOne(
            """
            UPDATE package
               SET subject = \(subject), level = \(level), name = \(name), description = \(description),
                   version_n = \(current.n), search_text = \(searchText), updated_at = \(tx.now), version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        try writeWords(tx)
        return try Self.find(id, tx)
    }

    /// Contact data is no word, as in the ones of tutors.
    func writeWords(_ tx: borrowing Tx) throws {
        try WordIndex.packages.write(
            id,
            name: [Masking.shown(name.rawValue)],
            subjects: SchoolSubject.find(subject, tx).searchNames,
            text: [description.map { Masking.shown($0.rawValue) }],
            tx
        )
    }

    private func insertVersion(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO package_version (package_id, n, lessons, minutes, list_price_minor, validity_days, discount, created_at)
            VALUES (\(id), \(current.n), \(current.lessons), \(current.minutes), \(current.listPrice),
                    \(current.validityDays), \(json: current.discount), \(tx.now))
            """
        )
    }

    private var searchText: String {
        Self.searchText(name.rawValue, subject.rawValue, description?.rawValue)
    }

    private static func searchText(_ name: String, _ subject: String, _ description: String?) -> String {
        SearchText.stored([Masking.shown(name), subject, description.map(Masking.shown)])
    }

    static let searched = SearchedTable("package", key: "id", columns: "name, subject, description") { row in
        searchText(try row.next(), try row.next(), try row.next())
    }
}
