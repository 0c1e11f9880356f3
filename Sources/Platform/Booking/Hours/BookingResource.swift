import Kernel
import Store

/// A person or a thing whose time is booked: an operator, a tutor, a room.
package struct BookingResource: Sendable, Hashable {
    package let id: ID<BookingResource>
    /// Nil for a room, and for a person whose account is gone.
    package let account: ID<Account>?
    /// The zone of the working hours.
    package let zone: Zone
    /// Whether the resource observes the closures of the office.
    package let keepsOfficeDays: Bool
}

extension BookingResource: Record {
    package static let columns: SQL = "o.id, o.account_id, o.zone, o.keeps_office_days"

    package init(_ row: inout Row) throws {
        id = try row.next()
        account = try row.next()
        zone = try row.next()
        keepsOfficeDays = try row.next()
    }
}

extension BookingResource {
    package static func find(_ id: ID<BookingResource>, _ tx: borrowing Tx) throws -> BookingResource {
        try tx.one("SELECT \(columns) FROM booking_resource o WHERE o.id = \(id)")
    }

    /// Nil when the account has no working hours yet.
    package static func find(of account: ID<Account>, _ tx: borrowing Tx) throws -> BookingResource? {
        try tx.first("SELECT \(columns) FROM booking_resource o WHERE o.account_id = \(account)")
    }

    /// The resources of these accounts, ordered by identity.
    package static func list(of accounts: [ID<Account>], _ tx: borrowing Tx) throws -> [BookingResource] {
        try tx.all(
            "SELECT \(columns) FROM booking_resource o WHERE o.account_id \(in: accounts) ORDER BY o.id"
        )
    }

    /// Locks the resource for bookings until the transaction ends; SQLite has only one writer anyway.
    ///
    /// The row is written: after a mere lock, a SERIALIZABLE transaction would go on with the calendar as it was before the
    /// wait, and overlook what READ COMMITTED has booked; now it runs again.
    package func lock(_ tx: borrowing Tx) throws {
        guard tx.dialect == .postgres else { return }
        try tx.post("UPDATE booking_resource SET zone = zone WHERE id = \(id)")
    }

    /// A new resource without an account: a room or another thing.
    package static func add(
        in zone: Zone,
        keepsOfficeDays: Bool,
        _ tx: borrowing Tx
    ) throws -> BookingResource {
        let id = tx.newID(of: BookingResource.self)
        try tx.execute(
            """
            INSERT INTO booking_resource (id, zone, keeps_office_days, updated_at)
            VALUES (\(id), \(zone), \(keepsOfficeDays), \(tx.now))
            """
        )
        return try find(id, tx)
    }

    /// The resource of an account, created when there is none, with that zone from now on.
    package static func open(
        for account: ID<Account>,
        in zone: Zone,
        keepsOfficeDays: Bool,
        _ tx: borrowing Tx
    ) throws -> BookingResource {
        try tx.execute(
            """
            INSERT INTO booking_resource (id, account_id, zone, keeps_office_days, updated_at)
            VALUES (\(tx.newID(of: BookingResource.self)), \(account), \(zone), \(keepsOfficeDays), \(tx.now))
            ON CONFLICT (account_id) DO UPDATE
               SET zone = excluded.zone, keeps_office_days = excluded.keeps_office_days,
                   updated_at = excluded.updated_at
            """
        )
        return try tx.one("SELECT \(columns) FROM booking_resource o WHERE o.account_id = \(account)")
    }
}
