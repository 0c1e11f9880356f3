import Kernel
import Store

/// A dated row of a domain with its words.
struct DomainRow: Sendable {
    let domain: DiaryDomain
    let name: DomainName
    let description: DomainDescription?
    let version: Int
}

/// The name of a domain in both languages of the product.
struct DomainName: Codable, Hashable, Sendable {
    /// The name in English.
    var en: Line<1, 60>
    /// The name in Italian.
    var it: Line<1, 60>
}

/// The description of a domain in both languages of the product.
struct DomainDescription: Codable, Hashable, Sendable {
    /// The description in English.
    var en: Text<1, 500>
    /// The description in Italian.
    var it: Text<1, 500>
}

extension DomainName {
    var text: LocalizedText { ["en": en.rawValue, "it": it.rawValue] }
}

extension DomainDescription {
    var text: LocalizedText { ["en": en.rawValue, "it": it.rawValue] }
}

extension DiaryDomain.Direction: SQLValueConvertible {}

extension DiaryDomain: Record {
    static let columns: SQL =
        "d.key, d.since, d.lo, d.hi, d.step, d.direction, d.weight, d.threshold, d.amber, d.green, d.position, d.is_retired"

    init(_ row: inout Row) throws {
        key = try row.next()
        since = try row.next()
        lo = try row.next()
        hi = try row.next()
        step = try row.next()
        direction = try row.next()
        weight = try row.next()
        threshold = try row.next()
        bands = Bands(amber: try row.next(), green: try row.next())
        position = try row.next()
        isRetired = try row.next()
    }

    /// All rows of all domains.
    static func table(_ tx: borrowing Tx) throws -> DomainTable {
        DomainTable(try tx.all("SELECT \(columns) FROM wellness_domain d"))
    }
}

extension DomainRow: Record {
    static let columns: SQL = "\(DiaryDomain.columns), d.name, d.description, d.version"

    init(_ row: inout Row) throws {
        domain = try DiaryDomain(&row)
        name = try row.json()
        description = try row.json()
        version = try row.next()
    }

    /// The domains with a row in force on the date, retired ones included, in their order.
    static func list(on date: CivilDate, _ tx: borrowing Tx) throws -> [DomainRow] {
        try tx.all(
            """
            SELECT \(columns) FROM wellness_domain d
             WHERE d.since <= \(date) AND NOT EXISTS (
                   SELECT 1 FROM wellness_domain n
                    WHERE n.key = d.key AND n.since <= \(date) AND n.since > d.since)
             ORDER BY d.position, d.key
            """
        )
    }

    static func find(_ key: String, since: CivilDate, _ tx: borrowing Tx) throws -> DomainRow? {
        try tx.first("SELECT \(columns) FROM wellness_domain d WHERE d.key = \(key) AND d.since = \(since)")
    }

    /// Adds the row, or replaces the one of the same day.
    func save(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO wellness_domain (key, since, name, description, lo, hi, step, direction, weight, threshold,
                                         amber, green, position, is_retired, version)
            VALUES (\(domain.key), \(domain.since), \(json: name), \(json: description), \(domain.lo), \(domain.hi),
                    \(domain.step), \(domain.direction), \(domain.weight), \(domain.threshold), \(domain.bands.amber),
                    \(domain.bands.green), \(domain.position), \(domain.isRetired), 1)
                ON CONFLICT (key, since) DO UPDATE
               SET name = excluded.name, description = excluded.description, lo = excluded.lo, hi = excluded.hi,
                   step = excluded.step, direction = excluded.direction, weight = excluded.weight,
                   threshold = excluded.threshold, amber = excluded.amber, green = excluded.green,
                   position = excluded.position, is_retired = excluded.is_retired,
                   version = wellness_domain.version + 1
            """
        )
    }
}
