import Kernel
import Platform
import Store

/// A time for which somebody has an office.
struct OfficeBooking: Sendable {
    let id: ID<OfficeBooking>
    let office: ID<OfficeSpace>
    let account: ID<Account>
    /// Nil for staff, who pay nothing.
    let provider: ID<Provider>?
    /// The time of the office that it takes.
    let booking: ID<Booking>
    let from: Instant
    let until: Instant
    /// The price of the whole time, frozen when it was booked.
    let price: Int64
    /// The amount that the provider's balance pays at the start; 0 after a cancellation in time.
    var charge: Int64
    let status: Status
    let expiresAt: Instant?
    let createdAt: Instant
    let version: Int
    /// The present, for the conditions of moves.
    private(set) var seenAt: Instant

    /// A cancellation is free until then.
    static let freeUntil = Duration.hours(24)

    func seen(at now: Instant) -> OfficeBooking {
        var next = self
        next.seenAt = now
        return next
    }
}

extension OfficeBooking: LifecycleSubject {
    static let kind = "office_booking"
    static let guardRefusal = Problem.Code.illegalTransition

    /// The state of a booking.
    enum Status: String, Codable, CaseIterable, Sendable, SQLValueConvertible {
        /// Booked; ends by itself.
        case booked
        /// Somebody came.
        case checkedIn = "checked_in"
        /// The time is over.
        case completed
        /// Called off before its start.
        case cancelled
        /// Nobody came.
        case noShow = "no_show"

        static let open: [Status] = [.booked, .checkedIn]
    }

    /// A move of a booking along its lifecycle.
    enum Event: String, Codable, CaseIterable, Sendable {
        /// An administrator sees the booker arrive.
        case checkIn = "check_in"
        /// It is cancelled.
        case cancel
        /// An administrator saw nobody.
        case miss
        /// Its time is over.
        case finish
    }

    // swift-format-ignore
    static let lifecycle = Lifecycle<OfficeBooking, Status, Event>(start: .booked) {
        // event      from                   to              needs                if
        On(.checkIn, from: .booked,              to: .checkedIn, needs: .officeManage)
        On(.cancel,  from: .booked,              to: .cancelled, needs: .officeBook,   if: .ahead)
        On(.miss,    from: .booked,              to: .noShow,    needs: .officeManage, if: .begun)
        On(.finish,  from: .booked, .checkedIn,  to: .completed, needs: .officeManage, if: .over)
    }

    func transitioned(to status: Status, by event: Event, _ tx: borrowing Tx) throws -> OfficeBooking {
        let end: Instant? = Status.open.contains(status) ? until : nil
        try tx.changeOne(
            """
            UPDATE office_booking
               SET state = \(status), charge_minor = \(charge), expires_at = \(end), updated_at = \(tx.now),
                   version = version + 1
             WHERE id = \(id) AND version = \(version)
            """
        )
        if status == .cancelled { _ = try Booking.find(booking, tx).cancelled(tx) }
        let moved = try Self.find(id, tx)
        try moved.clearDeadlines(tx)
        return moved
    }

    /// The end of an open booking, and the start of a paid one: the price is booked then, whatever its state.
    func setDeadlines(_ tx: borrowing Tx) throws {
        try Deadline.set("finish", of: Self.kind, id, at: until, remind: false, tx)
        if charge > 0 { try Deadline.set("charge", of: Self.kind, id, at: from, remind: false, tx) }
    }

    /// The price stays due after the end of the booking: the server may have been down at its start.
    private func clearDeadlines(_ tx: borrowing Tx) throws {
        if !Status.open.contains(status) { try Deadline.clear("finish", of: Self.kind, id, tx) }
        if charge == 0 { try Deadline.clear("charge", of: Self.kind, id, tx) }
    }
}

// The times at which bookings can be moved.
extension Guard where Subject == OfficeBooking {
    static let ahead = Guard("ahead", ["en": "The booking has begun."]) { booking in
        booking.seenAt < booking.from ? [] : [Problem.Fault("/status", .tooLate)]
    }

    static let begun = Guard("begun", ["en": "The booking has not begun yet."]) { booking in
        booking.seenAt >= booking.from ? [] : [Problem.Fault("/status", .tooEarly)]
    }

    static let over = Guard("over", ["en": "The booking is not over yet."]) { booking in
        booking.seenAt >= booking.until ? [] : [Problem.Fault("/status", .tooEarly)]
    }
}

extension OfficeBooking: Record, Scoped {
    static let columns: SQL =
        """
        k.id, k.office_id, k.account_id, k.provider_id, k.booking_id, k.from_at, k.until_at, k.price_minor, k.charge_minor,
        k.state, k.expires_at, k.created_at, k.version
        """
    static let visibility = Visibility(own: "k.account_id")

    init(_ row: inout Row) throws {
        id = try row.next()
        office = try row.next()
        account = try row.next()
        provider = try row.next()
        booking = try row.next()
        from = try row.next()
        until = try row.next()
        price = try row.next()
        charge = try row.next()
        status = try row.next()
        expiresAt = try row.next()
        createdAt = try row.next()
        version = try row.next()
        seenAt = createdAt
    }

    static func find(_ id: ID<OfficeBooking>, _ tx: borrowing Tx) throws -> OfficeBooking {
        let found: OfficeBooking = try tx.one("SELECT \(columns) FROM office_booking k WHERE k.id = \(id)")
        return found.seen(at: tx.now)
    }

    static func find(
        _ id: ID<OfficeBooking>,
        within scope: Scope,
        _ tx: borrowing Tx
    ) throws -> OfficeBooking {
        let found: OfficeBooking = try tx.one(
            "SELECT \(columns) FROM office_booking k WHERE k.id = \(id) AND \(visible(to: scope))"
        )
        return found.seen(at: tx.now)
    }
}
