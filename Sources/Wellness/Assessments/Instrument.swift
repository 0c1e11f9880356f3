import Kernel
import Platform
import Store

/// One version of an instrument on this site: its licence, its bands, and the operator's wording of the items.
struct Instrument: Sendable {
    let key: WellbeingScale.Key
    let version: Int
    /// The first date (UTC) on which the version may be in force.
    let since: CivilDate
    /// The operator's licence; without one the instrument is not active.
    let licenceReference: String?
    let copyright: String
    let wording: InstrumentWording?
    let bands: [WellbeingBand]

    var scale: WellbeingScale { .scale(key) }
    var isActive: Bool { licenceReference != nil }
}

/// The operator's wording of the items, in item order.
struct InstrumentWording: Codable, Sendable {
    /// In English.
    var en: [Line<1, 300>]
    /// In Italian.
    var it: [Line<1, 300>]

    func items(in languages: [Language]) -> [String] {
        let isItalian = languages.first { $0 == .english || $0 == .italian } == .italian
        return (isItalian ? it : en).map(\.rawValue)
    }
}

extension Instrument: Record {
    static let columns: SQL =
        "i.key, i.version, i.since, i.licence_reference, i.copyright, i.wording, i.bands"

    init(_ row: inout Row) throws {
        key = try row.next()
        version = try row.next()
        since = try row.next()
        licenceReference = try row.next()
        copyright = try row.next()
        wording = try row.json()
        bands = try row.json()
    }
}

extension WellbeingScale.Key: SQLValueConvertible {}
extension WellbeingBand.Level: SQLValueConvertible {}

extension Instrument {
    /// The version in force: the newest whose date has come.
    static func inForce(_ key: WellbeingScale.Key, _ tx: borrowing Tx) throws -> Instrument {
        try tx.one(
            """
            SELECT \(columns) FROM instrument i
             WHERE i.key = \(key) AND i.since <= \(Zone.utc.civil(tx.now).date)
             ORDER BY i.version DESC LIMIT 1
            """
        )
    }

    /// The number of the newest version, in force or still to come.
    static func newestVersion(_ key: WellbeingScale.Key, _ tx: borrowing Tx) throws -> Int {
        try tx.value("SELECT MAX(version) FROM instrument WHERE key = \(key)") ?? 0
    }

    func insert(_ tx: borrowing Tx) throws {
        try tx.execute(
            """
            INSERT INTO instrument (key, version, since, licence_reference, copyright, wording, bands, created_at)
            VALUES (\(key), \(version), \(since), \(licenceReference), \(copyright), \(json: wording), \(json: bands), \(tx.now))
            """
        )
    }
}
