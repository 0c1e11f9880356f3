import Kernel
import Store

/// One day whose hours differ from its weekday: open outside the usual hours, or closed within them.
///
/// Extra hours are a decision for that very day, so they open on closures and holidays too; closed hours win over
/// everything else.
package struct HoursException: Sendable {
    package let id: ID<HoursException>
    package let resource: ID<BookingResource>
    package let day: CivilDate
    package let kind: Kind
    package let span: WallSpan

    /// Whether an exception opens or closes.
    package enum Kind: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Open in addition to the usual hours, also on closures and holidays.
        case extra
        /// Closed, whatever the usual hours are.
        case closed
    }
}

extension HoursException: Record {
    package static let columns: SQL = "x.id, x.resource_id, x.day, x.kind, x.from_second, x.until_second"

    package init(_ row: inout Row) throws {
        id = try row.next()
        resource = try row.next()
        day = try row.next()
        kind = try row.next()
        span = WallSpan(from: try row.next(), until: try row.next())
    }

    /// Returns also the bookings in the hours that it closes; they stay until somebody moves them.
    package static func add(
        _ new: NewHoursException,
        of account: ID<Account>,
        at site: Site,
        _ tx: borrowing Tx
    ) throws -> (HoursException, affected: [ID<Booking>]) {
        let span = try new.span()
        let resource =
            try BookingResource.find(of: account, tx)
            ?? BookingResource.open(for: account, in: site.product.zone, keepsOfficeDays: true, tx)
        let id = tx.newID(of: HoursException.self)
        try tx.execute(
            """
            INSERT INTO booking_exception (id, resource_id, day, kind, from_second, until_second, created_at)
            VALUES (\(id), \(resource.id), \(new.day), \(new.kind), \(span.from), \(span.until), \(tx.now))
            """
        )
        return (
            try tx.one("SELECT \(columns) FROM booking_exception x WHERE x.id = \(id)"),
            new.kind == .closed ? try Booking.list(in: span, of: new.day, with: resource, tx) : []
        )
    }

    /// The exceptions of an account, as ``list(of:from:through:_:)`` lists those of a resource.
    package static func list(
        of account: ID<Account>,
        from first: CivilDate,
        through last: CivilDate,
        _ tx: borrowing Tx
    ) throws -> [HoursException] {
        guard let resource = try BookingResource.find(of: account, tx) else { return [] }
        return try list(of: resource.id, from: first, through: last, tx)
    }

    /// The exceptions on the days from `first` to `last`, in their order.
    static func list(
        of resource: ID<BookingResource>,
        from first: CivilDate,
        through last: CivilDate,
        _ tx: borrowing Tx
    ) throws -> [HoursException] {
        try tx.all(
            """
            SELECT \(columns) FROM booking_exception x
             WHERE x.resource_id = \(resource) AND x.day >= \(first) AND x.day <= \(last)
             ORDER BY x.day, x.from_second, x.id
            """
        )
    }

    package static func remove(
        _ id: ID<HoursException>,
        of account: ID<Account>,
        _ tx: borrowing Tx
    ) throws {
        let removed = try tx.execute(
            """
            DELETE FROM booking_exception
             WHERE id = \(id) AND resource_id IN (SELECT o.id FROM booking_resource o WHERE o.account_id = \(account))
            """
        )
        guard removed == 1 else { throw Problem(.notFound) }
    }
}
