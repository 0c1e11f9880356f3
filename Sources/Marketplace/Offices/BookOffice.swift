import Kernel
import Platform
import Store

extension OfficeBooking {
    /// Books the office for the caller; a provider pays at the start, at the price of today.
    static func book(
        _ office: OfficeSpace,
        _ span: OfficeSpan,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> OfficeBooking {
        try span.check(at: tx.now)
        guard office.isActive else { throw Problem(.notFound) }
        let account = try call.account
        let resource = try BookingResource.find(office.resource, tx)
        let (from, until) = (span.from, span.until)
        let isTaken = try Booking.isTaken(from: from, until: until, of: resource.id, tx)
        guard !isTaken else { throw Problem(.slotTaken) }
        guard try OfficeHours.free([resource], from: from, until: until, tx).contains(resource.id) else {
            throw Problem(.invalid, faults: [.init("/from", .outsideOfHours)])
        }
        let taken = try Booking.reserve(from: from, until: until, of: resource, holder: account, tx)
        let provider = call.actor.role == .provider ? try Provider.find(of: account, tx)?.id : nil
        let price = provider == nil ? 0 : span.price(at: office.hourly)
        let id = tx.newID(of: OfficeBooking.self)
        try tx.execute(
            """
            INSERT INTO office_booking (id, office_id, account_id, provider_id, booking_id, from_at, until_at, price_minor,
                                        charge_minor, state, expires_at, created_at, updated_at, version)
            VALUES (\(id), \(office.id), \(account), \(provider), \(taken.id), \(from), \(until), \(price), \(price),
                    \(Status.booked), \(until), \(tx.now), \(tx.now), 1)
            """
        )
        try Audit.record(OfficeAction.book, of: kind, id.cast(), by: call.actor, tx)
        let booked = try find(id, tx)
        try booked.setDeadlines(tx)
        return booked
    }

    /// Moves the booking, as its booker or an administrator asks.
    ///
    /// The booker pays for a cancellation in the last 24 hours; an administrator's is free.
    func changed(
        to status: Status,
        because reason: Reason?,
        as call: Call,
        _ tx: borrowing Tx
    ) throws -> OfficeBooking {
        var next = self
        let isOwn = call.actor.account == account
        if status == .cancelled, !isOwn || tx.now + Self.freeUntil <= from { next.charge = 0 }
        let moved = try next.advanced(to: status, as: call, reason: reason?.rawValue, tx)
        if !isOwn {
            let values = [
                "office": try OfficeSpace.find(office, tx).name.rawValue, "state": status.words,
                "reason": reason?.rawValue ?? "",
            ]
            try MarketNotice.notify(.officeMoved, [account], about: (Self.kind, id.cast()), values, tx)
        }
        return moved
    }

    /// Books the price on the provider's balance, once.
    func charged(_ tx: borrowing Tx) throws {
        guard charge > 0, let provider else { return }
        let lines = [
            Ledger.Line(.payee(provider), Money(charge, .dollar)),
            Ledger.Line(.officeIncome, Money(-charge, .dollar)),
        ]
        guard try Ledger.book("office", of: id.cast(), lines, tx) else { return }
        try ProviderEntry.write(.office, to: provider, for: nil, -charge, of: id.cast(), tx)
    }

    static let deadlines = [
        DeadlineHandler(of: kind, "charge") { id, _, tx in try find(id.cast(), tx).charged(tx) },
        DeadlineHandler(of: kind, "finish") { id, call, tx in
            _ = try find(id.cast(), tx).advanced(by: .finish, as: call, tx)
        },
    ]
}

extension Ledger.Account {
    static let officeIncome = Self("office_income", .income)
}

extension OfficeBooking.Status {
    fileprivate var words: String {
        switch self {
        case .booked: "booked"
        case .checkedIn: "checked in"
        case .completed: "completed"
        case .cancelled: "cancelled"
        case .noShow: "a no-show"
        }
    }
}
