import Kernel
import Store

/// The time zone of a person: their own, or the product's.
package enum PersonZone {
    package static func of(_ account: ID<Account>, at site: Site, _ tx: borrowing Tx) throws -> Zone {
        guard site.product.notices.personal != nil else { return site.product.zone }
        return try chosen(by: account, tx) ?? site.product.zone
    }

    /// Nil when the person has named none.
    package static func chosen(by account: ID<Account>, _ tx: borrowing Tx) throws -> Zone? {
        try tx.value("SELECT time_zone FROM person_setting WHERE account_id = \(account)", as: Zone?.self)
            ?? nil
    }

    /// Sets the zone that holds from now on, or since an earlier moment; returns the new settings.
    ///
    /// The first zone that a person names counts from the beginning, so it is no change.
    @discardableResult
    package static func change(
        to zone: Zone,
        of account: ID<Account>,
        since: Instant? = nil,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> PersonSetting {
        var setting = try PersonSetting.of(account, tx)
        guard setting.zone != zone else { return setting }
        try ZoneChange.record(from: setting.zone, to: zone, of: account, since: since, tx)
        setting.zone = zone
        try site.product.notices.personal?.changed(account, tx)
        return try setting.saved(tx)
    }
}

/// A person's move from one time zone to another.
package struct ZoneChange: Record {
    package let id: ID<ZoneChange>
    package let from: Zone
    package let to: Zone
    package let at: Instant

    package static let columns: SQL = "z.id, z.from_zone, z.to_zone, z.at"

    package init(_ row: inout Row) throws {
        id = try row.next()
        from = try row.next()
        to = try row.next()
        at = try row.next()
    }

    /// The changes of a person, oldest first.
    package static func list(of account: ID<Account>, _ tx: borrowing Tx) throws -> [ZoneChange] {
        try tx.all("SELECT \(columns) FROM zone_change z WHERE z.account_id = \(account) ORDER BY z.at")
    }

    /// How far back a person can date a move.
    static let longestSilence = Duration.days(30)

    /// Records the move; a move dated before the last recorded one counts from just after it.
    static func record(
        from: Zone?,
        to: Zone,
        of account: ID<Account>,
        since: Instant?,
        _ tx: borrowing Tx
    ) throws {
        guard let from, from != to else { return }
        let last = try tx.value(
            "SELECT MAX(at) FROM zone_change WHERE account_id = \(account)",
            as: Instant?.self
        )
        let earliest = last.flatMap(\.self).map { $0 + .milliseconds(1) }
        let at = max(min(since ?? tx.now, tx.now), earliest ?? .init(micros: 0))
        try tx.execute(
            """
            INSERT INTO zone_change (id, account_id, from_zone, to_zone, at)
            VALUES (\(tx.newID(of: ZoneChange.self)), \(account), \(from), \(to), \(at))
            """
        )
    }
}
